import type { Series } from '../../model/series.ts'
import type { Document, Figure, Row, Section } from '../document.ts'
import { checksAbout, checksOfRun } from '../checks-of-run.ts'
import { phasesOf } from './phases.ts'
import { subjectSection } from './subject-section.ts'
import { frameOf } from './frame.ts'
import type { OfRun } from './frame.ts'
import type { Run } from '../../model/run.ts'

/** Where the time of a run went: its phases, then the files, tests, commands and containers that took most. */
export function timingDocument({ run, declared }: OfRun): Document {
  const timings = new Set(run.verdicts.filter(({ slo }) => slo.sli.unit === 'ms').map(({ slo }) => slo.name))
  const others = new Set(run.verdicts.map(({ slo }) => slo.name).filter((name) => !timings.has(name)))
  return {
    ...frameOf(run, 'timing'),
    sections: [
      phaseSection(run),
      ...timed.map(({ kind, title, metrics }) => subjectSection({ id: `${kind}s`, title, kind, metrics, most: 20 }, run.series)),
      overheadSection(run),
    ],
    checks: checksAbout(checksOfRun(run, declared), others, 'times'),
  }
}

const timed = [
  { kind: 'file', title: 'Slowest files', metrics: ['duration', 'cpuTime'] },
  { kind: 'test', title: 'Slowest tests', metrics: ['duration', 'cpuTime', 'gcTime', 'eventLoopDelay'] },
  { kind: 'command', title: 'Slowest commands', metrics: ['duration', 'cpuTime'] },
  { kind: 'measure', title: 'Slowest measures', metrics: ['duration', 'cpuTime'] },
  { kind: 'container', title: 'Containers', metrics: ['startup', 'pullTime', 'createTime', 'startTime', 'readyTime'] },
] as const

function phaseSection({ series }: Run): Section {
  const whole = wholeOf(series)
  return {
    id: 'phases',
    title: 'Where the time went',
    note: 'Phases are summed over files, which run side by side: together they may be longer than the run.',
    columns: [
      { key: 'name', title: 'phase' },
      { key: 'time', title: 'time', align: 'right' },
      { key: 'share', title: 'of the run', align: 'right', for: 'people' },
      { key: 'unit', title: 'unit', for: 'machines' },
      { key: 'status', title: 'figure' },
      { key: 'reason', title: 'what it is' },
    ],
    rows: phasesOf(series).map(({ name, time, exact, what }): Row => {
      const figure: Figure | undefined = time === undefined ? undefined : { value: time, unit: 'ms' }
      const share: Figure | undefined = time === undefined || !(whole > 0) ? undefined : { value: time / whole, unit: 'ratio' }
      return { name, time: figure, share, unit: 'ms', status: time === undefined ? 'unknown' : exact ? 'exact' : 'estimate', reason: what } // prettier-ignore
    }),
  }
}

function wholeOf(series: readonly Series[]): number {
  return series.find(({ subject, metric }) => subject.kind === 'run' && metric === 'duration')?.samples[0] ?? 0
}

function overheadSection({ overhead }: Run): Section {
  const rows: [string, number | undefined][] = [
    ['a test waited for the measurement', overhead?.perTestMs],
    ['judging and writing reports', overhead?.judgingMs],
    ['looking for causes, after the run', overhead?.profilingMs],
  ]
  return {
    id: 'overhead',
    title: 'What the measurement cost',
    columns: [
      { key: 'name', title: 'what' },
      { key: 'time', title: 'time', align: 'right' },
    ],
    rows: rows.flatMap(([name, value]) => (value === undefined ? [] : [{ name, time: { value, unit: 'ms' } as const }])),
  }
}

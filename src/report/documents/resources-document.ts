import type { Document } from '../document.ts'
import { checksAbout, checksOfRun } from '../checks-of-run.ts'
import { frameOf } from './frame.ts'
import type { OfRun } from './frame.ts'
import { gapSection } from './gap-section.ts'
import { lineSection } from './line-section.ts'
import { limitSection } from './limit-section.ts'
import { subjectSection } from './subject-section.ts'

const io = ['diskRead', 'diskWrite', 'networkSent', 'networkReceived'] as const

const tables = [
  { kind: 'run', title: 'The run', metrics: ['memory', 'cpuTime', 'cpu', 'processes'] },
  { kind: 'command', title: 'Commands', metrics: ['memory', 'cpuTime', 'cpu', 'processes', ...io] },
  { kind: 'container', title: 'Containers', metrics: ['memory', 'memoryUsed', 'cpuTime', 'cpu', 'throttled', 'processes', ...io, 'oomKills', 'restarts', 'leaked'] }, // prettier-ignore
  { kind: 'file', title: 'Test files', metrics: ['memory', 'cpuTime', 'heapAfter'] },
  { kind: 'test', title: 'Tests', metrics: ['allocated', 'memory', 'heap', 'cpuTime', ...io] },
] as const

/** What a run used, of memory, processor, disk and network, and who used most. */
export function resourcesDocument({ run, declared }: OfRun): Document {
  const { verdicts, series, limits, gaps, timeline } = run
  const times = new Set(verdicts.filter(({ slo }) => slo.sli.unit === 'ms' && slo.sli.metric !== 'cpuTime').map(({ slo }) => slo.name)) // prettier-ignore
  return {
    ...frameOf(run, 'resources'),
    sections: [
      ...tables.map(({ kind, title, metrics }) => subjectSection({ id: `${kind}s`, title, kind, metrics, most: 25 }, series)),
      ...(timeline === undefined ? [] : [lineSection(timeline)]),
      limitSection(limits),
      gapSection(gaps.filter(({ kind }) => kind === 'unsupported')),
    ],
    checks: checksAbout(checksOfRun(run, declared), times, 'resources'),
  }
}

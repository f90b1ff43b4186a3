import type { IdleCores, PhaseShare, SlowTests } from '../../model/insight.ts'
import type { Metric } from '../../model/metric.ts'
import type { Series } from '../../model/series.ts'
import type { Figures } from './figures.ts'

const largeShare = 0.5
/** Milliseconds. */
const worthTelling = 2000
const fewestTests = 20
/** Share of the tests that are a few. */
const few = 0.05
/** Share of the cores that leaves room for another file. */
const mostBusy = 0.6

/** The phase beside the tests that takes half of what the workers do, and more. */
export function phaseShares({ ofRun }: Figures): PhaseShare[] {
  const phases = (['setup', 'import', 'environment'] as const).map((phase) => ({ phase, time: ofRun(`${phase}Time`) ?? 0 }))
  const total = phases.reduce((sum, { time }) => sum + time, ofRun('testsTime') ?? 0)
  return phases
    .filter(({ time }) => time >= worthTelling && time >= largeShare * total)
    .map(({ phase, time }) => ({ kind: 'phase-share', phase, time, total, share: time / total }))
}

/** The tests that together take half of the time, where they are a few of many. */
export function slowTests({ all }: Figures): SlowTests[] {
  const tests = durationsOf(all, 'test').toSorted((a, b) => b.duration - a.duration)
  const total = tests.reduce((sum, { duration }) => sum + duration, 0)
  const slowest = tests.slice(0, Math.max(1, Math.floor(tests.length * few)))
  const reached = slowest.findIndex((_, index) => timeOf(slowest.slice(0, index + 1)) >= largeShare * total)
  const found = slowest.slice(0, reached + 1)
  const time = timeOf(found)
  if (tests.length < fewestTests || time < worthTelling) return []
  return [{ kind: 'slow-tests', tests: found.slice(0, 5), time, total, share: time / total, count: tests.length }]
}

interface Timed {
  readonly file: string
  readonly name: string
  readonly duration: number
}

function durationsOf(all: readonly Series[], kind: 'test' | 'file'): Timed[] {
  return all.flatMap(({ subject, metric, samples }) => {
    const duration = samples.at(-1)
    if (subject.kind !== kind || metric !== ('duration' satisfies Metric) || !Number.isFinite(duration)) return []
    return [{ file: subject.file ?? subject.name, name: subject.name, duration: duration as number }]
  })
}

function timeOf(tests: readonly Timed[]): number {
  return tests.reduce((sum, { duration }) => sum + duration, 0)
}

/** Files that hardly overlap though most of the machine is idle. Probes run alone on purpose, so not where there are some. */
export function idleCores({ all, ofRun }: Figures, cores: number): IdleCores[] {
  const [duration, busy] = [ofRun('duration') ?? 0, ofRun('cpu') ?? 1]
  const files = durationsOf(all, 'file')
  const total = timeOf(files)
  const longest = Math.max(0, ...files.map((file) => file.duration))
  const isIdle = busy <= mostBusy && duration - Math.max(longest, total / cores) >= worthTelling
  if (files.length < 3 || !isIdle || !isSequential(total, duration) || all.some(isProbe)) return []
  return [{ kind: 'idle-cores', files: files.length, cores, busy, duration, longest }]
}

/** Nearly the whole run is spent in files, and they hardly overlap. */
function isSequential(total: number, duration: number): boolean {
  return total >= 0.8 * duration && total <= 1.2 * duration
}

function isProbe({ subject, origin, recordings }: Series): boolean {
  return subject.kind === 'command' && origin === undefined && (recordings ?? []).every((one) => one.origin === undefined)
}

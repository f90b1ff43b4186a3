import { relative, sep } from 'node:path'
import type { TestCase, TestModule, Vitest } from 'vitest/node'
import { readingSeries } from '../../measure/reading-series.ts'
import type { Monitoring } from '../../model/config.ts'
import type { Gap, Measured, Series } from '../../model/series.ts'
import { subjectKey } from '../../model/subject.ts'
import type { Origin, Subject } from '../../model/subject.ts'
import { takeFile, takeTest } from '../handoff.ts'
import type { LoadedConfig } from './load-config.ts'
import { isInstrumented } from './instrument.ts'
import { isProbes } from './is-probes.ts'
import { isTypeTest } from './is-type-test.ts'
import { testOutcome } from './test-outcome.ts'
import { isBenchTask, vitestBenches } from './vitest-benches.ts'
import type { FileHandoff, HeapAfter, TestHandoff } from '../handoff.ts'

interface Place {
  /** Path of the module from the root. */
  readonly file: string
  readonly project: string | undefined
  readonly monitoring: Monitoring
  /** Metrics of tests that an SLO is on. */
  readonly asked: ReadonlySet<string>
}

/** Everything that the test modules of a run handed over, as series and gaps. */
export function collectTests(
  vitest: Vitest,
  modules: readonly TestModule[],
  { file, config: { monitoring, slos } }: LoadedConfig,
): Measured {
  const several = vitest.projects.length > 1
  const asked = new Set<string>(slos.filter(({ sli }) => sli.subject.kind === 'test').map(({ sli }) => sli.metric))
  const parts = modules.flatMap((module) => {
    if (isTypeTest(module) || !isInstrumented(module.project)) return []
    if (isProbes(module, file)) return [collectProbes(module)]
    const { name } = module.project
    const path = pathFrom(vitest.config.root, module.moduleId)
    return collectModule(module, { file: path, project: several && name !== '' ? name : undefined, monitoring, asked })
  })
  return { series: parts.flatMap(({ series }) => series), gaps: parts.flatMap(({ gaps }) => gaps) }
}

function collectModule(module: TestModule, place: Place): Measured[] {
  const tests = [...module.children.allTests()]
  if (tests.some(isBenchTask)) return tests.map((test) => vitestBenches(test, originOf(test, place)))
  const parts = [collectFile(module, place), ...tests.map((test) => collectTest(test, place))]
  return module.project.isBrowserEnabled() ? parts.map(sayBrowser) : parts
}

/** The reasons of a worker are none in a browser. */
function sayBrowser({ series, gaps }: Measured): Measured {
  const reason = 'a browser tells only the duration of a test: measure this one in Node'
  return { series, gaps: gaps.map((gap) => (gap.kind === 'unsupported' ? { ...gap, reason } : gap)) }
}

/** The commands of the probes count; the tests and the file that run them are ours and no part of the suite. */
function collectProbes(module: TestModule): Measured {
  const handoff = takeFile(module)
  if (handoff !== undefined) return handoff
  const probes = [...module.children.allTests()].map(({ name }): Subject => ({ kind: 'command', name }))
  const why =
    module.state() === 'skipped'
      ? ({ kind: 'skipped-test', reason: 'its probe was filtered out' } as const)
      : ({ kind: 'crashed', reason: 'the process that ran the probes ended early' } as const)
  return { series: [], gaps: probes.map((subject) => ({ ...why, subject })) }
}

function collectFile(module: TestModule, { file, project, monitoring }: Place): Measured {
  const subject: Subject = { kind: 'file', name: file, project }
  const handoff = takeFile(module)
  if (handoff === undefined) return { series: [], gaps: [unfinished(module, subject)] }
  const { setupDuration, collectDuration, duration } = module.diagnostic()
  const total: Series = {
    subject,
    metric: 'duration',
    unit: 'ms',
    samples: [setupDuration + collectDuration + duration], // prettier-ignore
    source: "Vitest's clock: setup, import and tests",
    exact: true, // prettier-ignore
  }
  const counters = fileCounters(subject, handoff, monitoring)
  return { series: [total, ...counters.series, ...handoff.series], gaps: [...counters.gaps, ...handoff.gaps] }
}

function unfinished(module: TestModule, subject: Subject): Gap {
  if (module.state() === 'skipped') return { kind: 'skipped-test', subject, reason: 'all its tests were skipped' }
  const [error] = module.errors()
  const reason = error === undefined ? 'its worker ended before the file was done' : `it could not run: ${error.message}`
  return { kind: 'crashed', subject, reason }
}

function fileCounters(subject: Subject, { cpuTime, peakMemory, heapAfter }: FileHandoff, { cpu, memory }: Monitoring): Measured {
  const series: Series[] = heapAfter === undefined ? [] : [heapSeries(subject, heapAfter)]
  const gaps: Gap[] = []
  if (cpuTime !== undefined) {
    series.push({ subject, metric: 'cpuTime', unit: 'ms', samples: [cpuTime], source: 'CPU clock of the worker', exact: true })
  } else if (cpu) {
    gaps.push({ kind: 'unsupported', subject, metric: 'cpuTime', reason: 'this Node cannot tell the CPU time of a thread' })
  }
  if (peakMemory !== undefined) {
    series.push({
      subject,
      metric: 'memory',
      unit: 'bytes',
      samples: [peakMemory],
      source: 'VmHWM of /proc/self/status',
      exact: true,
    })
  } else if (memory) {
    const reason = 'its process is shared with other files, or has no /proc: use pool forks on Linux'
    gaps.push({ kind: 'unsupported', subject, metric: 'memory', reason })
  }
  return { series, gaps }
}

function heapSeries(subject: Subject, { bytes, worker }: HeapAfter): Series {
  const source = `heap after forced collection, worker ${worker}`
  return { subject, metric: 'heapAfter', unit: 'bytes', samples: [bytes], source, exact: true }
}

function originOf(test: TestCase, { file, project }: Place): Origin {
  return { file, test: test.fullName, project }
}

function collectTest(test: TestCase, place: Place): Measured {
  const { file, project, asked } = place
  const tags = test.tags.length === 0 ? undefined : test.tags
  const subject: Subject = { kind: 'test', name: test.fullName, file, project, tags }
  const handoff = takeTest(test)
  const { state } = test.result()
  if (state === 'skipped') return { series: [], gaps: [{ kind: 'skipped-test', subject, reason: 'it was skipped' }] }
  const wanted = new Set([...asked, ...Object.keys(handoff?.objectives ?? {})])
  const isMeasured = state !== 'pending' && handoff !== undefined && handoff.attempts.length > 0
  const { series, gaps } = isMeasured
    ? collectAttempts({ test, subject, handoff, wanted }, place)
    : { series: [], gaps: [notMeasured(state, subject)] }
  return { series: [...series, ...testOutcome(test, subject, wanted)], gaps }
}

interface MeasuredTest {
  readonly test: TestCase
  readonly subject: Subject
  readonly handoff: TestHandoff
  /** Metrics that somebody asks for. */
  readonly wanted: ReadonlySet<string>
}

function collectAttempts({ test, subject, handoff, wanted }: MeasuredTest, place: Place): Measured {
  const { attempts } = handoff
  const alone = attempts.every(({ overlapped }) => !overlapped)
  const own = readingSeries({ subject, readings: attempts, alone, switches: place.monitoring, asked: wanted })
  const benches = vitestBenches(test, originOf(test, place))
  const series = [...handoff.series, ...benches.series]
  const failures = test.result().state === 'failed' ? failed(subject, { ...handoff, series }) : []
  return { series: [...own.series, ...series], gaps: [...own.gaps, ...handoff.gaps, ...benches.gaps, ...failures] }
}

function notMeasured(state: string, subject: Subject): Gap {
  if (state === 'failed') return { kind: 'failed-test', subject, reason: 'it failed before it could be measured' }
  if (state === 'pending') return { kind: 'crashed', subject, reason: 'it never finished: its worker ended early' }
  return {
    kind: 'unsupported',
    subject,
    metric: 'duration',
    reason: 'this kind of test runs without vitest-slo',
  }
}

/** A failed test takes down what was measured inside it: the work behind those numbers was not confirmed by its assertions. */
function failed(subject: Subject, { series, metrics }: TestHandoff): Gap[] {
  const recorded = metrics.map(({ name }): Subject => ({ kind: 'metric', name }))
  const inside = new Map([...series.map((one) => one.subject), ...recorded].map((one) => [subjectKey(one), one]))
  const where = `its test failed: ${subject.file} > ${subject.name}`
  return [
    { kind: 'failed-test', subject, reason: 'it failed' },
    ...[...inside.values()].map((one): Gap => ({ kind: 'failed-test', subject: one, reason: where })),
  ]
}

/** Path from the root, with forward slashes on every system. */
export function pathFrom(root: string, file: string): string {
  return relative(root, file).split(sep).join('/')
}

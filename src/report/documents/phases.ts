import type { Series } from '../../model/series.ts'
import { subjectKey } from '../../model/subject.ts'
import { finite } from '../finite.ts'

/** A part of the time of a run in ms; `time` is undefined where it is not known. */
export interface Phase {
  readonly name: string
  readonly time: number | undefined
  readonly exact: boolean
  /** In words. */
  readonly what: string
}

/** The phases of a run, from its series. Those that no clock took by itself are derived from two that did, and are estimates. */
export function phasesOf(series: readonly Series[]): Phase[] {
  const ofRun = new Map(series.filter(({ subject }) => subject.kind === 'run').map((one) => [one.metric, one]))
  const bodies = sumOf(series.filter(isTestDuration))
  const tests = testsOfFiles(series) ?? ofRun.get('testsTime')?.samples[0]
  const hooks = tests === undefined || bodies === undefined || bodies > tests ? undefined : tests - bodies
  const taken = clocked.map(([metric, name, what]): Phase => {
    const one = ofRun.get(metric)
    return { name, time: one?.samples[0], exact: one?.exact ?? false, what }
  })
  return [
    ...taken,
    { name: 'test bodies', time: bodies, exact: bodies !== undefined, what: 'the functions of the tests, all attempts' },
    { name: 'hooks', time: hooks, exact: false, what: 'tests less their bodies: hooks, fixtures, and what lies between tests; unknown where tests ran side by side, or probes hide it' }, // prettier-ignore
    { name: 'waiting', time: waitingOf(series), exact: false, what: 'test bodies less their processor time: timers, files, network, containers, or a busy machine' }, // prettier-ignore
  ]
}

const clocked = [
  ['duration', 'whole run', 'start to end of the tests'],
  ['transformTime', 'transform', 'turning source files into what Node runs'],
  ['setupTime', 'setup', 'set-up files'],
  ['importTime', 'import', 'loading test files with all that they import'],
  ['environmentTime', 'environment', 'making the environment, jsdom for example'],
  ['testsTime', 'tests', 'tests with their hooks, and probes'],
] as const

/** The time of the tests in their files. The clock of the run counts probes as well, which are no file of the suite. */
function testsOfFiles(series: readonly Series[]): number | undefined {
  const files = sumOf(series.filter(({ subject, metric }) => subject.kind === 'file' && metric === 'duration'))
  const before = sumOf(series.filter(({ subject, metric }) => subject.kind === 'run' && (metric === 'setupTime' || metric === 'importTime'))) // prettier-ignore
  return files === undefined || before === undefined ? undefined : files - before
}

function isTestDuration({ subject, metric }: Series): boolean {
  return subject.kind === 'test' && metric === 'duration'
}

function sumOf(series: readonly Series[]): number | undefined {
  if (series.length === 0) return undefined
  return series.reduce((sum, { samples }) => finite(samples).reduce((total, sample) => total + sample, sum), 0)
}

/** Only of tests that have both figures, attempt by attempt. */
function waitingOf(series: readonly Series[]): number | undefined {
  const cpu = new Map(series.filter(isTestCpu).map((one) => [subjectKey(one.subject), one.samples]))
  const waits = series.filter(isTestDuration).flatMap(({ subject, samples }) => {
    const used = cpu.get(subjectKey(subject))
    return used?.length === samples.length ? samples.map((sample, index) => Math.max(0, sample - (used[index] as number))) : []
  })
  const known = waits.filter(Number.isFinite)
  return known.length === 0 ? undefined : known.reduce((sum, wait) => sum + wait, 0)
}

function isTestCpu({ subject, metric }: Series): boolean {
  return subject.kind === 'test' && metric === 'cpuTime'
}

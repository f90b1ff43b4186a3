import { relative } from 'node:path'
import type { RunnerTestFile, SerializedError } from 'vitest'
import type { TestModule, Vitest } from 'vitest/node'
import { cutMiddle } from '../../report/text/cut-middle.ts'
import { sanitize, sanitizeFlat } from '../../report/text/sanitize.ts'
import type { Place } from '../../report/locate-slo.ts'

/** A verdict, or what became of a limit, as an entry of a reporter. */
export interface Entry {
  readonly name: string
  /** What was not met and does not fail the run reads as skipped: it must not look like a pass. */
  readonly state: 'pass' | 'fail' | 'skip'
  /** In words. */
  readonly reason: string
  readonly error: 'SloViolation' | 'LimitExceeded'
  /** The bound, as it was written. */
  readonly expected: string
  /** Where it is declared. */
  readonly place: Place
}

/** The verdicts of a run and the file that declares their SLOs. */
export interface Verdicts {
  readonly file: string
  readonly entries: readonly Entry[]
}

/**
 * Puts one test module named slo.config.ts with one test per SLO into the run, so that every reporter shows every verdict: JUnit,
 * JSON, HTML and GitHub annotations too. Uses Vitest's state manager, which is not a stable API: the caller falls back to plain errors.
 */
export function addVerdictModule(vitest: Vitest, modules: TestModule[], verdicts: Verdicts): void {
  const [like] = modules as unknown as readonly { readonly task?: RunnerTestFile }[]
  const task = verdictTask(vitest, verdicts, like?.task)
  vitest.state.collectFiles(vitest.getRootProject(), [task])
  const entity = vitest.state.getReportedEntity(task)
  if (entity === undefined) throw new Error('Vitest did not take the module of the verdicts')
  modules.push(entity as TestModule)
}

/** Takes the module of an earlier run out again, so that a watch run neither counts nor reruns it. */
export function removeVerdictModule(vitest: Vitest, file: string): void {
  const { filesMap, idMap, pathsSet } = vitest.state as unknown as StateMaps
  const here = filesMap.get(file) ?? []
  const ours = here.filter(({ id }) => id === moduleId(vitest))
  for (const { id } of ours.flatMap((task) => [task, ...task.tasks])) idMap.delete(id)
  const others = here.filter((task) => !ours.includes(task))
  filesMap.set(file, others)
  if (others.length > 0) return
  filesMap.delete(file)
  pathsSet.delete(file)
}

interface StateMaps {
  readonly filesMap: Map<string, RunnerTestFile[]>
  readonly idMap: Map<string, unknown>
  readonly pathsSet: Set<string>
}

/** The error of a verdict that fails the run, with the line of its declaration as its only frame. */
export function verdictError(entry: Entry, file: string): SerializedError {
  const { error, expected, place } = entry
  const message = `${shownName(entry)}  ${shownReason(entry)}`
  const stack = `${error}: ${message}\n    at ${file}:${place.line}:${place.column}`
  const stacks = [{ file, line: place.line, column: place.column, method: '' }]
  return { name: error, message, stack, stacks, expected }
}

// Reporters of Vitest print what they are given as it is, and it goes into the logs of a CI.
const longestName = 160
const longestReason = 1000

function shownName({ name }: Entry): string {
  return cutMiddle(sanitize(name), longestName)
}

function shownReason({ reason }: Entry): string {
  return cutMiddle(sanitizeFlat(reason), longestReason)
}

function moduleId(vitest: Vitest): string {
  return `slo-verdicts-${vitest.config.shard?.index ?? 0}`
}

function verdictTask(vitest: Vitest, { file, entries }: Verdicts, like: RunnerTestFile | undefined): RunnerTestFile {
  const name = relative(vitest.config.root, file)
  const failed = entries.some((entry) => entry.state === 'fail')
  const task = {
    id: moduleId(vitest), name, fullName: name, type: 'suite', mode: 'run', filepath: file, projectName: undefined, meta: {}, tasks: [] as unknown[], // prettier-ignore
    pool: like?.pool ?? 'forks', viteEnvironment: like?.viteEnvironment ?? 'ssr', importDurations: {}, // prettier-ignore
    collectDuration: 0, setupDuration: 0, prepareDuration: 0, environmentLoad: 0,
    result: { state: failed ? 'fail' : 'pass', startTime: Date.now(), duration: 0, hooks: {} },
  } as unknown as RunnerTestFile // prettier-ignore
  task.file = task
  task.tasks.push(...entries.map((entry, index) => entryTask(task, entry, index)))
  return task
}

function entryTask(file: RunnerTestFile, entry: Entry, index: number): RunnerTestFile['tasks'][number] {
  const { state } = entry
  const name = shownName(entry)
  const errors = state === 'fail' ? [verdictError(entry, file.filepath)] : undefined
  const note = state === 'skip' ? shownReason(entry) : undefined
  return {
    id: `${file.id}_${index}`, name, fullName: `${file.name} > ${name}`, fullTestName: name, type: 'test', mode: state === 'skip' ? 'skip' : 'run', file, suite: undefined, // prettier-ignore
    meta: {}, context: {}, annotations: [], artifacts: [], benchmarks: [], tags: [], timeout: 0, retry: 0, each: false, location: entry.place, // prettier-ignore
    result: { state, note, startTime: Date.now(), duration: 0, retryCount: 0, repeatCount: 0, errors },
  } as unknown as RunnerTestFile['tasks'][number] // prettier-ignore
}

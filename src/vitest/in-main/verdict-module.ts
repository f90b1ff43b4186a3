import { relative } from 'node:path'
import type { RunnerTestFile, SerializedError } from 'vitest'
import type { TestModule, Vitest } from 'vitest/node'
import type { Verdict } from '../../model/verdict.ts'
import { formatObjective } from '../../model/objective.ts'
import type { Place } from './locate-slo.ts'

/** A verdict as an entry of a reporter. */
export interface Entry {
  readonly verdict: Verdict
  readonly fails: boolean
  /** Where the SLO is declared. */
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
export function verdictError({ verdict, place }: Entry, file: string): SerializedError {
  const { name, objective } = verdict.slo
  const message = `${name}  ${verdict.reason}`
  const stack = `SloViolation: ${message}\n    at ${file}:${place.line}:${place.column}`
  const stacks = [{ file, line: place.line, column: place.column, method: '' }]
  return { name: 'SloViolation', message, stack, stacks, expected: formatObjective(objective) }
}

function moduleId(vitest: Vitest): string {
  return `slo-verdicts-${vitest.config.shard?.index ?? 0}`
}

function verdictTask(vitest: Vitest, { file, entries }: Verdicts, like: RunnerTestFile | undefined): RunnerTestFile {
  const name = relative(vitest.config.root, file)
  const failed = entries.some(({ fails }) => fails)
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
  const { name } = entry.verdict.slo
  const errors = entry.fails ? [verdictError(entry, file.filepath)] : undefined
  const state = stateOf(entry)
  const note = state === 'skip' ? entry.verdict.reason : undefined
  return {
    id: `${file.id}_${index}`, name, fullName: `${file.name} > ${name}`, fullTestName: name, type: 'test', mode: state === 'skip' ? 'skip' : 'run', file, suite: undefined, // prettier-ignore
    meta: {}, context: {}, annotations: [], artifacts: [], benchmarks: [], tags: [], timeout: 0, retry: 0, each: false, location: entry.place, // prettier-ignore
    result: { state, note, startTime: Date.now(), duration: 0, retryCount: 0, repeatCount: 0, errors },
  } as unknown as RunnerTestFile['tasks'][number] // prettier-ignore
}

/** What was not met and does not fail the run reads as skipped, with the reason as its note: it must not look like a pass. */
function stateOf({ verdict, fails }: Entry): 'pass' | 'fail' | 'skip' {
  if (fails) return 'fail'
  return verdict.status === 'met' || verdict.status === 'warning' ? 'pass' : 'skip'
}

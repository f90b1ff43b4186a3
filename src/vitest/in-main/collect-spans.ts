import type { TestCase, TestModule, Vitest } from 'vitest/node'
import type { Subject } from '../../model/subject.ts'
import type { Span } from '../../model/timeline.ts'
import { takeFile } from '../handoff.ts'
import { pathFrom } from './collect-tests.ts'
import { isProbes } from './is-probes.ts'
import { isTypeTest } from './is-type-test.ts'

/** When files and tests ran, and how many of the shorter tests are not among them. */
export interface CollectedSpans {
  /** Times in ms since the epoch. */
  readonly spans: readonly Span[]
  readonly more: number
}

interface Place {
  readonly file: string
  readonly project: string | undefined
  readonly worker: number | undefined
  readonly isProbes: boolean
}

/** More than a picture can show. */
const mostTests = 600

/** From Vitest's own clock, which stands in every result: the files, and the longest of the tests. `config` is the file of the probes. */
export function collectSpans(vitest: Vitest, modules: readonly TestModule[], config: string): CollectedSpans {
  const placed = modules
    .filter((module) => !isTypeTest(module))
    .map((module) => ({ module, place: placeOf(vitest, module, config) }))
  const files = placed.filter(({ place }) => !place.isProbes).flatMap(({ module, place }) => fileSpan(module, place))
  const timed = placed.flatMap(({ module, place }) => timedTests(module, place))
  const shortest = durationToShow(timed)
  const tests = timed.filter(({ timing }) => timing.duration >= shortest).slice(0, mostTests)
  return { spans: [...files, ...tests.map(testSpan)], more: timed.length - tests.length }
}

function placeOf(vitest: Vitest, module: TestModule, config: string): Place {
  const { name } = module.project
  return {
    file: pathFrom(vitest.config.root, module.moduleId),
    project: vitest.projects.length > 1 && name !== '' ? name : undefined,
    worker: takeFile(module)?.worker,
    isProbes: isProbes(module, config),
  }
}

interface TimedTest {
  readonly test: TestCase
  readonly timing: { readonly startTime: number; readonly duration: number }
  readonly place: Place
}

/** Those that began. */
function timedTests(module: TestModule, place: Place): TimedTest[] {
  return [...module.children.allTests()].flatMap((test) => {
    const timing = test.diagnostic()
    return timing === undefined ? [] : [{ test, timing, place }]
  })
}

/** The duration of the last test that has a place. Numbers alone are sorted: there may be a hundred thousand. */
function durationToShow(timed: readonly TimedTest[]): number {
  if (timed.length <= mostTests) return 0
  return Float64Array.from(timed, ({ timing }) => timing.duration)
    .toSorted()
    .at(-mostTests) as number
}

function fileSpan(module: TestModule, { file, project, worker }: Place): Span[] {
  // Not among what Vitest declares, but on every task since its first version.
  const { task } = module as unknown as { readonly task: { readonly result?: { readonly startTime?: number } } }
  const testsFrom = task.result?.startTime
  if (testsFrom === undefined) return []
  const { setupDuration, collectDuration, duration } = module.diagnostic()
  const subject: Subject = { kind: 'file', name: file, project }
  const from = testsFrom - setupDuration - collectDuration
  return [{ subject, from, to: testsFrom + duration, testsFrom, worker, ...failure(module.state()) }]
}

function testSpan({ test, timing: { startTime, duration }, place }: TimedTest): Span {
  const { file, project, worker, isProbes: isProbe } = place
  const subject: Subject = isProbe ? { kind: 'command', name: test.name } : { kind: 'test', name: test.fullName, file, project }
  return { subject, from: startTime, to: startTime + duration, worker, ...failure(test.result().state) }
}

function failure(state: string): Pick<Span, 'failed'> {
  return state === 'failed' ? { failed: true } : {}
}

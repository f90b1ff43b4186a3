import { SloError } from '../../model/fault.ts'
import type { LimitHit } from '../../model/limit-hit.ts'
import { pathBetween } from '../../model/path-between.ts'
import type { Measured } from '../../model/series.ts'
import type { Trace } from '../../model/stretch.ts'
import type { Origin, Subject } from '../../model/subject.ts'
import { activeWorker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'
import { fullName } from './full-name.ts'

/** Adds what was measured to what the test hands over. */
export function record<M extends Measured>(test: ActiveTest, measured: M): M {
  const origin = originOf(test)
  test.handoff.series.push(...measured.series.map((series) => ({ ...series, origin })))
  test.handoff.gaps.push(...measured.gaps)
  return measured
}

/** Records what a function measures of a subject, or that it threw. */
export async function recordOrFail<M extends Measured>(test: ActiveTest, subject: Subject, take: () => Promise<M>): Promise<M> {
  try {
    return record(test, await take())
  } catch (error) {
    // Also where the test catches it: what was to be measured here must not be missing in silence beside other samples of the name.
    const kind = error instanceof SloError ? 'failed-test' : 'failed-sample'
    const reason = error instanceof Error ? error.message : String(error)
    test.handoff.gaps.push({ kind, subject, reason: `it threw: ${reason}` })
    throw error
  }
}

/** Adds the limits that were crossed in a test to what it hands over. */
export function recordLimits(test: ActiveTest, limits: readonly LimitHit[]): void {
  const { file, test: name } = originOf(test)
  const hits = limits.map((hit) => ({ ...hit, running: [`${file} > ${name}`] }))
  if (hits.length > 0) test.handoff.limits = [...(test.handoff.limits ?? []), ...hits]
}

/** Adds what a test followed over time to what it hands over. */
export function recordTrace({ handoff }: ActiveTest, trace: Trace | undefined): void {
  if (trace !== undefined) handoff.traces = [...(handoff.traces ?? []), trace]
}

/** The place of a test in the suite. */
export function originOf({ task }: ActiveTest): Origin {
  const { root, project } = activeWorker().provided
  const file = pathBetween(root, task.file.filepath)
  return { file, test: fullName(task), project: project === '' ? undefined : project }
}

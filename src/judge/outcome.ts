import type { Config } from '../model/config.ts'
import { failsRun } from '../model/limit-hit.ts'
import type { LimitNote } from '../model/limit-hit.ts'
import type { ExitCode, Outcome, Scope } from '../model/run.ts'
import type { Verdict } from '../model/verdict.ts'

/** What of the run decides how much its verdicts count. */
export interface Circumstances {
  readonly scope: Scope
  /** Whether an inconclusive verdict fails the run. */
  readonly inconclusive: Config['inconclusive']
  /** Whether a test failed, whatever the SLOs say. */
  readonly testsFailed?: boolean
  /** What became of the limits. They are hard in every part of a suite. */
  readonly limits?: readonly LimitNote[]
}

/** What the whole run comes to, and the exit code of the command line: 1 violated or tests failed, 3 no data or inconclusive where these fail. */
export function decide(verdicts: readonly Verdict[], circumstances: Circumstances): { outcome: Outcome; exitCode: ExitCode } {
  const failing = verdicts.filter((verdict) => fails(verdict, circumstances))
  const isBroken = circumstances.testsFailed === true || circumstances.limits?.some(failsRun) === true
  const isViolated = isBroken || failing.some(({ status }) => status === 'violated')
  return { outcome: outcomeOf(verdicts, circumstances), exitCode: isViolated ? 1 : failing.length > 0 ? 3 : 0 }
}

/** Whether this one verdict fails the run. */
export function fails(verdict: Verdict, { scope, inconclusive }: Circumstances): boolean {
  if (!isJudged(scope) || verdict.slo.enforce === 'warn') return false
  if (verdict.status === 'no-data') return demandsData(scope) && !isExcused(verdict)
  return verdict.status === 'violated' || (verdict.status === 'inconclusive' && inconclusive === 'fail')
}

/** A shard has only its share of the data, and an interrupted run what it happened to get to. */
function isJudged(scope: Scope): boolean {
  return scope !== 'shard' && scope !== 'interrupted'
}

function demandsData(scope: Scope): boolean {
  return scope === 'full' || scope === 'merged'
}

function isExcused(verdict: Verdict & { readonly status: 'no-data' }): boolean {
  return verdict.cause === 'unsupported' && verdict.slo.whenUnsupported === 'report'
}

const worstFirst = ['violated', 'no-data', 'inconclusive', 'warning', 'met'] as const satisfies readonly Outcome[]

function outcomeOf(verdicts: readonly Verdict[], circumstances: Circumstances): Outcome {
  const { limits = [] } = circumstances
  if (limits.some(failsRun)) return 'violated'
  if (!isJudged(circumstances.scope)) return 'not-judged'
  const counted = new Set(verdicts.map((verdict) => countedAs(verdict, circumstances)))
  if (limits.some(({ kind }) => kind !== 'held')) counted.add('warning')
  return worstFirst.find((outcome) => counted.has(outcome)) ?? 'not-judged'
}

/** A verdict that is bad and fails nothing, by the user's own choice, makes the run a warning: unknown and broken are never met. */
function countedAs(verdict: Verdict, { scope }: Circumstances): Outcome | undefined {
  if (verdict.status === 'met' || verdict.status === 'warning') return verdict.status
  // Nobody expects the data of tests that were not asked for.
  if (verdict.status === 'no-data' && !demandsData(scope)) return undefined
  const isMild = verdict.slo.enforce === 'warn' || (verdict.status === 'no-data' && isExcused(verdict))
  return isMild ? 'warning' : verdict.status
}

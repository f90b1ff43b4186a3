import { boundsOf, compareHalfway, decidingFigure, findingOf, nextToTry } from '../../judge/bisect.ts'
import type { Bisection, BisectionResult, BisectionStep, Commit, Finding } from '../../model/bisection.ts'
import type { Comparison } from '../../model/comparison.ts'
import { SloError } from '../../model/fault.ts'
import { seriesKey } from '../../model/history.ts'
import { changeOf, renderStep } from '../../report/bisection.ts'
import type { Compare } from './bench-of-commits.ts'
import type { CommitRange } from './commit-range.ts'

export interface Search {
  readonly range: CommitRange
  readonly compare: Compare
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

/** Binary search for the commit that made a figure worse. Rejects with SloError where an end cannot be measured, or it is interrupted. */
export async function search(asked: Search): Promise<Bisection> {
  const { range: { good, commits }, compare, say } = asked // prettier-ignore
  const bad = commits.at(-1) as Commit
  say(`the ends: is ${bad.id.slice(0, 8)} worse than ${good.id.slice(0, 8)}?`)
  const compared = await compare({ base: good, head: bad })
  const whole = decidingFigure(compared)
  const facts = { good, bad, commits: commits.length }
  if (whole === undefined) return { ...facts, steps: [], result: noDifference(compared) }
  say(`yes, ${whole.metric} by ${changeOf(whole)}; ${commits.length - 1} commits between them`)
  const steps = await narrow(asked, whole)
  return { ...facts, steps, result: await conclude(asked, steps, whole) }
}

function noDifference(compared: readonly Comparison[]): BisectionResult {
  const isOpen = compared.some(({ verdict }) => verdict === 'inconclusive')
  const reason = isOpen
    ? 'the two ends cannot be told apart: more --pairs, or a machine with less to do, may tell'
    : 'nothing that the SLO looks at is worse at the bad end'
  return { kind: 'no-difference', compared, reason }
}

async function narrow(asked: Search, whole: Comparison): Promise<readonly BisectionStep[]> {
  const { commits } = asked.range
  const findings: (Finding | undefined)[] = commits.map((_, at) => (at === commits.length - 1 ? 'bad' : undefined))
  const steps: BisectionStep[] = []
  for (let at = nextToTry(findings); at !== undefined; at = nextToTry(findings)) {
    const step = await tryOne(commits[at] as Commit, asked, whole)
    findings[at] = step.finding
    steps.push(step)
    asked.say(renderStep(step))
  }
  return steps
}

/** A commit that cannot be built or measured is left out, as `git bisect skip` does; an interrupt ends everything. */
async function tryOne(commit: Commit, { range, compare, signal }: Search, whole: Comparison): Promise<BisectionStep> {
  const isHalfway = whole.change !== undefined
  try {
    const contest = { base: range.good, head: commit, wanted: isSameFigure(whole) }
    const [comparison] = await compare({ ...contest, judge: (pairs) => compareHalfway(pairs, whole.change) })
    if (comparison === undefined) return { commit, finding: 'skipped', reason: 'it does not measure this figure' }
    const finding = findingOf(comparison, isHalfway)
    return {
      commit,
      finding,
      comparison,
      ...(finding === 'skipped' ? { reason: 'its pairs cannot tell on which side it is' } : {}),
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof SloError)) throw error
    return { commit, finding: 'skipped', reason: error.message.split('\n', 1)[0] as string }
  }
}

/** What stands for the samples of a run may be another number with other noise, unless an objective asked for it. */
function isSameFigure(whole: Comparison): (one: Comparison) => boolean {
  return (one) => seriesKey(one) === seriesKey(whole) && askedFor(one) === askedFor(whole)
}

function askedFor({ isBeside, statistic }: Comparison): Comparison['statistic'] {
  return isBeside === undefined ? undefined : statistic
}

/** The one commit that is left is compared with the one before it: only that shows that it made the change. */
async function conclude(
  { range, compare, say }: Search,
  steps: readonly BisectionStep[],
  whole: Comparison,
): Promise<BisectionResult> {
  // prettier-ignore
  const { good, commits } = range
  const known = new Map(steps.map(({ commit, finding }) => [commit.id, finding]))
  const bounds = boundsOf(commits.map(({ id }, at) => (at === commits.length - 1 ? 'bad' : known.get(id))))
  const suspects = commits.slice(bounds.good + 1, bounds.bad + 1)
  const [commit] = suspects
  if (commit === undefined || suspects.length > 1)
    return { kind: 'undecided', suspects, reason: 'it is one of these, and those before the last could not be told' }
  const before = commits[bounds.good] ?? good
  if (before === good && bounds.bad === commits.length - 1) return { kind: 'found', commit, comparison: whole }
  say(`is it ${commit.id.slice(0, 8)}? it against the one before it`)
  const [comparison] = await compare({ base: before, head: commit, wanted: isSameFigure(whole) })
  if (comparison?.verdict === 'worse') return { kind: 'found', commit, comparison }
  return { kind: 'undecided', suspects, reason: 'this is where half of the change is passed, and beside the commit before it no change is to be seen: it came in small steps' } // prettier-ignore
}

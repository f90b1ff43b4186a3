import { fails } from '../../judge/outcome.ts'
import type { Config } from '../../model/config.ts'
import { describeLimit, failsRun } from '../../model/limit-hit.ts'
import type { LimitNote } from '../../model/limit-hit.ts'
import { formatObjective } from '../../model/objective.ts'
import type { Run } from '../../model/run.ts'
import { statusAlone } from '../../model/verdict.ts'
import type { Verdict } from '../../model/verdict.ts'
import { locateLimit, locateSlo } from '../../report/locate-slo.ts'
import type { Entry } from './verdict-module.ts'

/** What an entry is made with. */
export interface Declaration {
  /** Text of slo.config.ts. */
  readonly source: string
  readonly inconclusive: Config['inconclusive']
}

/** What reporters are to show of a run: one entry for each SLO, and one for each limit. */
export function entriesOf(run: Run, { source, inconclusive }: Declaration): Entry[] {
  const context = { scope: run.scope, inconclusive }
  const verdicts = run.verdicts.map((verdict): Entry => {
    const { name, objective } = verdict.slo
    const [expected, place] = [formatObjective(objective), locateSlo(source, name)]
    const state = fails(verdict, context) ? 'fail' : stateOf(verdict)
    return { name, state, reason: verdict.reason, error: 'SloViolation', expected, place }
  })
  return [...verdicts, ...limitEntries(run.limits, source)]
}

function stateOf(verdict: Verdict): Entry['state'] {
  // Covered by its error budget.
  if (statusAlone(verdict) === 'violated') return 'skip'
  return verdict.status === 'met' || verdict.status === 'warning' ? 'pass' : 'skip'
}

function limitEntries(notes: readonly LimitNote[], source: string): Entry[] {
  return [...new Set(notes.map(({ limit }) => limit))].map((name) => {
    const own = notes.filter(({ limit }) => limit === name)
    const reason = own.map(describeLimit).join('; ')
    const expected = `<= ${own[0]?.written}`
    const state = own.some(failsRun) ? 'fail' : own.every(({ kind }) => kind === 'held') ? 'pass' : 'skip'
    return { name: `limit ${name}`, state, reason, error: 'LimitExceeded', expected, place: locateLimit(source, name) }
  })
}

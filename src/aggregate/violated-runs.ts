import { verdictIn } from '../model/past.ts'
import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import type { Verdict } from '../model/verdict.ts'

/**
 * In how many runs of its branch an SLO has been violated since it last held, this one included. Runs that could not tell neither count nor
 * end it; undefined where this is such a run, and none before it was violated.
 */
export function violatedRuns({ slo, status }: Pick<Verdict, 'slo' | 'status'>, run: Run, past: Past): number | undefined {
  if (status === 'met' || status === 'warning') return 0
  const before = past.runs.filter(({ branch, scope }) => branch === run.branch && (scope === 'full' || scope === 'merged'))
  const states = before.map(({ id }) => verdictIn(past, id, slo.name)?.status)
  const held = states.findIndex((state) => state === 'met' || state === 'warning')
  const since = held === -1 ? states : states.slice(0, held)
  const count = Number(status === 'violated') + since.filter((state) => state === 'violated').length
  return count === 0 ? undefined : count
}

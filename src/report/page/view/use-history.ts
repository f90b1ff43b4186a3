import type { PageVerdict } from '../../html/page-data.ts'
import { historyPoints } from '../history-points.ts'
import type { HistoryPoint } from '../history-points.ts'
import { useData } from './data-context.ts'

/** The history of an SLO with this run at its end. */
export function useHistory(verdict: PageVerdict): HistoryPoint[] {
  const { head } = useData()
  const { run, outcome } = head.report
  const { id, startedAt, branch, commit, machine } = run
  return historyPoints(verdict, head.past, {
    id,
    startedAt,
    branch,
    commit,
    outcome,
    fingerprint: machine.fingerprint,
    fit: machine.fit,
  })
}

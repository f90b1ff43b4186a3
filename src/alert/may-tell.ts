import type { Mark } from '../model/history.ts'
import type { Run } from '../model/run.ts'
import { recordsOf } from './alert-marks.ts'
import { alertsOfRun } from './alerts-of-run.ts'

/**
 * Whether anybody may have to be told of a run: something is wrong in it, or something of its branch was still open before it. Without
 * what was remembered then, yes. What another job has opened meanwhile is for the run after this one.
 */
export function mayTell(run: Run, marks: readonly Mark[] | undefined): boolean {
  if (marks === undefined || alertsOfRun(run).length > 0) return true
  return recordsOf(marks).some(({ record: { status, undelivered, since } }) => {
    const isPending = status === 'open' || undelivered.length > 0
    return isPending && since.branch === run.branch && since.service === run.service
  })
}

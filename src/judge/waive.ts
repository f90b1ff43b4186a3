import { meets } from '../model/objective.ts'
import type { Waiver } from '../model/slo.ts'
import type { Verdict, WaiverVerdict } from '../model/verdict.ts'

/**
 * What a waiver makes of a verdict: a violation up to its ceiling is a warning until its last day, one beyond it stays a violation. A
 * waiver past its last day helps nobody, and warns where it is not needed any more. `at` is the time of the run, ISO 8601 in UTC.
 */
export function waive(verdict: Verdict, at: string): Verdict {
  const { slo } = verdict
  if (slo.waiver === undefined || verdict.status === 'no-data' || verdict.measured === undefined) return verdict
  const isExpired = at.slice(0, 10) > slo.waiver.expires
  if (verdict.status === 'violated') return waiveViolation({ ...verdict, measured: verdict.measured }, slo.waiver, isExpired)
  if (!isExpired) return { ...verdict, waiver: { status: 'unused' } }
  const status = verdict.status === 'met' ? 'warning' : verdict.status
  const reason = `${verdict.reason}; its waiver expired on ${slo.waiver.expires} and is not needed: remove it`
  return { ...verdict, status, waiver: { status: 'expired' }, reason }
}

type Violation = Verdict & { readonly status: 'violated'; readonly measured: number }

function waiveViolation(verdict: Violation, waiver: Waiver, isExpired: boolean): Verdict {
  const { ceiling, owner, reason: why, expires } = waiver
  const told = (status: WaiverVerdict['status'], words: string) => ({ waiver: { status }, reason: `${verdict.reason}; ${words}` })
  if (isExpired) return { ...verdict, ...told('expired', `its waiver expired on ${expires}: ${owner} has to renew it, or to keep the objective`) } // prettier-ignore
  const bound = `${ceiling.op} ${ceiling.written}`
  if (!meets(ceiling, verdict.measured)) return { ...verdict, ...told('exceeded', `beyond the ceiling ${bound} of its waiver`) }
  const waived = told('waived', `waived up to ${ceiling.written} until ${expires} by ${owner}: ${why}`)
  return { ...verdict, status: 'warning', headroom: verdict.headroom as number, ...waived }
}

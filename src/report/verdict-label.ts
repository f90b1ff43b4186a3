import { meets } from '../model/objective.ts'
import type { Machine } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import type { Verdict } from '../model/verdict.ts'

/** A verdict in a mark and a word or two, readable without colour. */
export interface VerdictLabel {
  readonly mark: '✗' | '?' | '~' | '!' | '✓'
  readonly word: string
}

/** The label of a verdict; an inconclusive one says what it hangs on. */
export function verdictLabel(verdict: Verdict, machine: Machine): VerdictLabel {
  switch (verdict.status) {
    case 'violated':
      return { mark: '✗', word: 'violated' }
    case 'no-data':
      return { mark: '?', word: 'no data' }
    case 'inconclusive':
      return { mark: '~', word: doubtOf(verdict.slo, verdict.confirmed, machine) }
    case 'warning':
      return { mark: '!', word: verdict.waiver?.status === 'waived' ? 'waived' : 'warning' }
    case 'met':
      return { mark: '✓', word: 'met' }
  }
}

function doubtOf({ objective }: Slo, confirmed: number | undefined, machine: Machine): string {
  if (confirmed !== undefined && meets(objective, confirmed)) return 'not confirmed'
  return machine.fitness.fit ? 'inconclusive' : 'unfit'
}

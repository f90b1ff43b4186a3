import { describeBudget } from '../../model/describe-budget.ts'
import type { Run } from '../../model/run.ts'
import type { Verdict } from '../../model/verdict.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize, sanitizeFlat } from '../text/sanitize.ts'
import { footnote } from './page.ts'
import type { Page } from './page.ts'

const mostShown = 10

/** What is left of each error budget, the emptiest first; where the verdict itself is about it, it has said so already. */
export function budgetLines({ verdicts }: Run, page: Page): string[] {
  const all = verdicts.flatMap((verdict) => budgetOf(verdict)).toSorted((a, b) => b.spent - a.spent)
  const more = all.length - mostShown
  return [
    ...all.slice(0, mostShown).flatMap(({ text }) => footnote('budget', text, page)),
    ...(more > 0 ? footnote('', `${more} more: slo budget`, page) : []),
  ]
}

function budgetOf({ slo, status, budget }: Verdict): { readonly text: string; readonly spent: number }[] {
  if (slo.errorBudget === undefined || budget === undefined || status === 'violated') return []
  const told = sanitizeFlat(describeBudget(slo.errorBudget, budget)).replace('error budget ', '')
  return [{ text: `${cutMiddle(sanitize(slo.name), 60)}  ${told}`, spent: budget.spent }]
}

import { z } from 'zod'
import { budgetMethods } from '../../model/error-budget.ts'
import type { ErrorBudget } from '../../model/error-budget.ts'
import type { BudgetVerdict } from '../../model/verdict.ts'
import { number, say, text } from './field.ts'

/** The budget that was declared. */
export const errorBudget = z.object({
  target: number('Share of good that is promised, above 0 and below 1.'),
  window: say(
    'What it is spent over.',
    z.object({ unit: say('What is counted.', z.enum(['runs', 'days'])), length: number('How many.') }),
  ),
  method: say('occurrences count samples, the other two runs, by their status or by their share of good samples.', z.enum(budgetMethods)),
}) satisfies z.ZodType<ErrorBudget> // prettier-ignore

const tooFew = 'left out where there are too few runs.'

/** What is left of it. */
export const budget = z.object({
  status: say(
    'learning: too few runs to tell how fast it burns; burning: fast; spent: the target is missed over the window.',
    z.enum(['learning', 'within', 'burning', 'spent']),
  ),
  alone: say('What the run came to without its budget.', z.enum(['met', 'warning', 'violated', 'no-data', 'inconclusive'])),
  runs: number('Runs in the window so far, this one among them if it counts.'),
  good: number('Good samples or runs among them; a part of one is possible.'),
  total: number('Samples or runs.'),
  allowed: number('How many of the whole window may be bad.'),
  spent: number('Share of the budget that is spent; above 1 where it is overspent.'),
  burn: say(
    'How fast it is spent: 1 spends all of it in one window.',
    z.object({
      last5: number(`Over the last 5 runs; ${tooFew}`).optional(),
      last20: number(`Over the last 20 runs; ${tooFew}`).optional(),
    }),
  ),
  runsLeft: number('Runs after which it is spent at the rate of the last 20; left out where it never is.').optional(),
  renewal: say(
    'Since when it counts, where somebody began it anew.',
    z.object({ at: text('ISO 8601, UTC.'), reason: text('Why.') }),
  ).optional(),
}) satisfies z.ZodType<BudgetVerdict>

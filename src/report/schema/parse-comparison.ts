import { z } from 'zod'
import type { Comparison, ComparisonResult } from '../../model/comparison.ts'
import { comparisonSchema } from '../stored-comparison.ts'
import { number, say, text } from './field.ts'
import { metric, subject, unit } from './measured-schema.ts'
import { statistic } from './verdict-schema.ts'

const comparison = z.object({
  subject,
  metric,
  unit,
  statistic: say('What stands for the samples of a run; left out where no run has more than one.', statistic).optional(),
  isBeside: say(
    'By the statistic of an objective, of a figure that is compared already: it can be worse, and is not waited for.',
    z.literal(true),
  ).optional(),
  pairs: number('Pairs that were taken.'),
  base: number('Median of the runs of the base.'),
  head: number('Median of the runs of the head.'),
  change: number('Of head over base: 0.1 is a tenth more.').optional(),
  interval: z.tuple([z.number(), z.number()]).readonly().optional(),
  verdict: z.enum(['worse', 'better', 'same', 'inconclusive']),
  reason: text('In words.'),
}) satisfies z.ZodType<Comparison>

const stored = z.object({
  schema: z.literal(comparisonSchema),
  kind: z.literal('comparison'),
  base: text('The base as it was named.'),
  head: text('The head as it was named.'),
  finishedAt: text('ISO 8601, UTC.'),
  exitCode: z.literal([0, 1, 3]),
  compared: z.array(comparison),
  noData: say('SLOs of which the two have no figure in common.', z.array(z.string())),
}) satisfies z.ZodType<ComparisonResult>

/** Reads the file that `slo compare` wrote. */
export function parseComparison(
  content: string,
): { readonly ok: true; readonly result: ComparisonResult } | { readonly ok: false; readonly reason: string } {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    return { ok: false, reason: 'is not complete JSON: run slo compare again' }
  }
  const checked = stored.safeParse(value)
  if (checked.success) {
    const { schema: _, kind: __, ...result } = checked.data
    return { ok: true, result }
  }
  const [issue] = checked.error.issues
  return { ok: false, reason: `is no result of slo compare: ${issue?.path.join('.')}: ${issue?.message}` }
}

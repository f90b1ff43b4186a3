import { z } from 'zod'
import { statistics } from '../../model/objective.ts'
import type { Objective, Statistic } from '../../model/objective.ts'
import type { Selector } from '../../model/subject.ts'
import type { StoredBaseline, StoredVerdict, StoredWaiver } from '../stored-report.ts'
import { number, say, text } from './field.ts'
import { budget, errorBudget } from './budget-schema.ts'
import { metric, unit } from './measured-schema.ts'

const selector = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run') }),
  z.object({
    kind: z.literal('test'),
    name: text('Glob on the full name.').optional(),
    file: text('Glob on the path.').optional(),
    tag: text('Tag.').optional(),
  }),
  z.object({ kind: z.enum(['file', 'artifact']), name: text('Glob on the path.') }),
  z.object({ kind: z.enum(['command', 'measure', 'container', 'leak', 'bench', 'metric']), name: text('Exact name.') }),
]) satisfies z.ZodType<Selector>

/** How samples become one number. */
export const statistic = z.union([z.enum(statistics), z.templateLiteral(['p', z.number()])]) satisfies z.ZodType<Statistic>

const objective = z.object({
  statistic: say('Which number of the samples is judged; peak is max, avg is mean.', statistic),
  op: z.enum(['<=', '<', '>=', '>']),
  threshold: number('The bound, in the canonical unit.'),
  unit,
  written: text('The bound as it was written.'),
}) satisfies z.ZodType<Objective>

const baseline = z.object({
  status: say(
    'steady, regressed, accepted (worse, and acknowledged), learning (too few runs), refused (of another machine), unknown.',
    z.enum(['steady', 'regressed', 'accepted', 'learning', 'refused', 'unknown']),
  ),
  against: text('The branch, or the name of the baseline that was set by hand.'),
  named: say('True for a baseline that was set by hand.', z.boolean()),
  runs: number('How many earlier runs it was compared with.'),
  needed: number('How many it takes, while it is learning.').optional(),
  statistic: say('What of each run is compared.', statistic),
  value: number('Of this run, in the unit of the SLI.').optional(),
  median: number('Of the runs before, in the unit of the SLI.').optional(),
  change: number('Ratio to the runs before: .139 for 13.9 % more.').optional(),
  interval: say('Holds the change with 95 % confidence: low, high.', z.tuple([z.number(), z.number()])).optional(),
  rule: say('What told that it is worse.', z.enum(['shift', 'jump', 'exact', 'creep'])).optional(),
  commit: text('Of the newest run that it was compared with.').optional(),
  reason: text('In words.'),
  maxRegression: number('Allowed, as a ratio of the old value.'),
  minDifference: number('Smaller differences do not count. In the unit of the SLI.'),
  required: say('Whether nothing is known without a baseline.', z.boolean()),
}) satisfies z.ZodType<StoredBaseline>

const waiver = z.object({
  status: say(
    'unused, waived (tolerated), exceeded (beyond the ceiling), expired.',
    z.enum(['unused', 'waived', 'exceeded', 'expired']),
  ).optional(),
  ceiling: say('What holds in place of the objective.', objective),
  reason: text('Why.'),
  owner: text('Who answers for it.'),
  expires: text('The last day on which it holds, UTC.'),
}) satisfies z.ZodType<StoredWaiver>

const common = {
  slo: text('Name of the SLO.'),
  enforce: say(
    'Whether a violation fails the run, or spends the error budget, which fails it once it is spent.',
    z.enum(['fail', 'warn', 'budget']),
  ),
  errorBudget: say('What may be bad before it fails the run.', errorBudget).optional(),
  budget: say('What is left of the error budget.', budget).optional(),
  sli: say('What is judged: a metric of the subjects that the selector names.', z.object({ subject: selector, metric, unit })),
  objective: say('The promise.', objective),
  warning: say('The stricter bound that only warns.', objective).optional(),
  baseline: say('The comparison with the past.', baseline).optional(),
  waiver: say('A violation that is tolerated for a while.', waiver).optional(),
  reason: text('In words, with measured and promised value.'),
  whenUnsupported: say('What happens where the metric cannot be measured.', z.enum(['fail', 'report'])),
  owner: text('Who answers for it.').optional(),
  description: text('What it promises, in words.').optional(),
}

const measured = number('The statistic of the objective, in its unit.')
const headroom = number('Distance to the threshold, negative when violated.')

const judged = {
  samples: number('How many samples were judged.'),
  exact: say('False when the figure is an estimate.', z.boolean()),
  confirmed: number('The same statistic of the second measurement.').optional(),
}

const causes = ['not-recorded', 'skipped', 'failed-test', 'crashed', 'unsupported', 'too-few-samples', 'no-baseline'] as const

/** What became of one SLO. Which figures must be there depends on the status. */
export const verdict = z.discriminatedUnion('status', [
  z.object({ ...common, ...judged, status: z.enum(['met', 'warning', 'inconclusive']), measured, headroom }),
  z.object({ ...common, ...judged, status: z.literal('violated'), measured: measured.optional(), headroom: headroom.optional() }),
  z.object({ ...common, status: z.literal('no-data'), cause: say('Why nothing is known.', z.enum(causes)) }),
]) satisfies z.ZodType<StoredVerdict>

/** A verdict as it passed the schema. */
export type CheckedVerdict = z.output<typeof verdict>

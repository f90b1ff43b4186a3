import type { z } from 'zod'
import type { BoundsInput, SloInput, SloOverride } from '../define-config.ts'
import { budgetMethods } from '../../model/error-budget.ts'
import { baselineSchema, waiverSchema } from './baseline-schema.ts'
import { targetSchema, windowSchema } from './budget-schema.ts'
import { byName, choice, closed, name, objectiveText, text, whenUsed } from './leaf.ts'
import { indicatorSchema } from './sli-schema.ts'

const boundsShape = {
  objective: objectiveText.optional(),
  warning: objectiveText.optional(),
  baseline: baselineSchema.optional(),
} satisfies Record<keyof BoundsInput, z.ZodType>

const bounds = "bounds such as { objective: '<= 20s' }"

const overrideShape = {
  ...boundsShape,
  enforce: choice(['fail', 'warn', 'budget']).optional(),
  target: targetSchema.optional(),
  window: windowSchema.optional(),
  method: choice(budgetMethods).optional(),
  whenUnsupported: choice(['fail', 'report']).optional(),
  waiver: waiverSchema.optional(),
  on: whenUsed(() =>
    byName(
      closed(boundsShape, bounds, ['target', 'window']),
      `bounds by machine class, such as { 'github-hosted': { objective: '<= 20s' } }`,
    ),
  ).optional(),
} satisfies Record<keyof SloOverride, z.ZodType>

/** One entry of `slos` of an environment. */
export const sloOverrideSchema = whenUsed(() => closed(overrideShape, "changes such as { objective: '<= 20s' }"))

const sloShape = {
  sli: indicatorSchema,
  ...overrideShape,
  objective: objectiveText,
  owner: name('the name of who answers for it').optional(),
  description: text('a text: why it is promised').optional(),
} satisfies Record<keyof SloInput, z.ZodType>

/** One entry of `slos`. Objectives are still text: what they may say depends on the indicator and on `metrics`. */
export const sloSchema = closed(sloShape, "an SLO such as { sli: sli.command('build').duration, objective: '<= 15s' }")

export type CheckedSlo = z.output<typeof sloSchema>
export type CheckedOverride = z.output<typeof sloOverrideSchema>

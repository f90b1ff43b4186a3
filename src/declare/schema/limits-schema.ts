import type { z } from 'zod'
import { limitNames } from '../../model/limit.ts'
import type { CheckedLimits } from '../limits-of.ts'
import { closed, whenUsed } from './leaf.ts'
import { limitSchema } from './limit-schema.ts'

/** The block `limits`: what is allowed, by name. */
export const limitsSchema: z.ZodType<CheckedLimits> = whenUsed(() => {
  const shape = Object.fromEntries(limitNames.map((name) => [name, limitSchema(name).optional()]))
  return closed(shape, "limits such as { memory: '1GiB', processes: 256 }")
})

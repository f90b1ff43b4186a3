import type { z } from 'zod'
import { limitNames } from '../../model/limit.ts'
import type { CheckedLimits } from '../limits-of.ts'
import { closed } from './leaf.ts'
import { limitSchema } from './limit-schema.ts'

const shape = Object.fromEntries(limitNames.map((name) => [name, limitSchema(name).optional()]))

/** The block `limits`: what is allowed, by name. */
export const limitsSchema = closed(shape, "limits such as { memory: '1GiB', processes: 256 }") as z.ZodType<CheckedLimits>

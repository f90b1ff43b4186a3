import type { z } from 'zod'
import { limitNames } from '../../model/limit.ts'
import type { LimitName } from '../../model/limit.ts'
import type { CheckedLimits } from '../limits-of.ts'
import { closed } from './leaf.ts'
import { limitSchema } from './limit-schema.ts'

/** Limits that this version does not enforce yet. */
const later: readonly LimitName[] = ['cleanupTimeout']

const shape = Object.fromEntries(
  limitNames.filter((name) => !later.includes(name)).map((name) => [name, limitSchema(name).optional()]),
)

/** The block `limits`: what is allowed, by name. */
export const limitsSchema = closed(shape, "limits such as { memory: '1GiB', processes: 256 }", later) as z.ZodType<CheckedLimits>

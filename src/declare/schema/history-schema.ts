import { z } from 'zod'
import { showValue } from '../../model/show-value.ts'
import { parseStorePlace } from '../../model/store-place.ts'
import type { HistoryInput } from '../define-config.ts'
import { closed, report } from './leaf.ts'
import { wholeNumber } from './number-leaf.ts'
import { readOnce } from './read-once.ts'

const expected = "'file:.slo/history.db' or 'postgres://user@host/database'"

const store = z.string({ error: expected }).superRefine((written, context) => {
  if (parseStorePlace(written) !== undefined) return
  // An address may hold a password, and a message is printed.
  const came = written.startsWith('postgres') ? 'an address that cannot be read' : showValue(written)
  report(context, { code: 'unknown-value', came, expected })
})

const historyShape = {
  store: store.default('file:.slo/history.db'),
  keep: wholeNumber({ least: 10, most: 100_000, expected: 'a number of runs from 10 to 100000' }).default(1000),
} satisfies Record<keyof HistoryInput, z.ZodType>

const kept = closed(historyShape, "where runs are remembered, such as { store: 'file:.slo/history.db' }, or false")

/** Where runs are remembered; `false` for nowhere. */
export const historySchema = z
  .any()
  .optional()
  .transform((written: unknown, context): z.output<typeof kept> | false => {
    if (written === false) return false
    if (written === undefined) return kept.parse({})
    const parsed = kept.safeParse(written, readOnce)
    if (parsed.success) return parsed.data
    context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]))
    return z.NEVER
  })

import { describeLimit } from '../../model/limit-hit.ts'
import type { LimitHit } from '../../model/limit-hit.ts'
import { sanitizeFlat } from '../../report/text/sanitize.ts'

/** Tells of a limit at the moment it is crossed: whoever waits for the run may want to end it. */
export function tellLimit(hit: LimitHit): void {
  process.stderr.write(` slo  limit exceeded: ${sanitizeFlat(describeLimit(hit))}\n`)
}

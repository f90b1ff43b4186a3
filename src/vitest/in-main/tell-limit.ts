import { describeLimit } from '../../model/limit-hit.ts'
import type { LimitHit } from '../../model/limit-hit.ts'
import { sanitizeFlat } from '../../report/text/sanitize.ts'
import { tellLive } from './live.ts'

/** Tells of a limit at the moment it is crossed: whoever waits for the run may want to end it. */
export function tellLimit(hit: LimitHit): void {
  const text = sanitizeFlat(describeLimit(hit))
  process.stderr.write(` slo  limit exceeded: ${text}\n`)
  tellLive({ kind: 'limit', text })
}

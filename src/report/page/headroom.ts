import { formatQuantity } from '../../model/format-quantity.ts'
import type { PageVerdict } from '../html/page-data.ts'

/** Where the limit stands in a bar, in percent of its length: what lies beyond has room to be seen. */
export const limitAt = 70

type Judged = Pick<PageVerdict, 'measured' | 'headroom' | 'objective'>

/** Length of the bar of a verdict, in percent; undefined where nothing is known. */
export function barLength({ measured, objective: { threshold } }: Judged): number | undefined {
  if (measured === undefined) return undefined
  if (threshold === 0) return measured === 0 ? 0 : 100
  return Number(Math.min(100, Math.max(0, (measured / threshold) * limitAt)).toFixed(2))
}

/** `410ms (13.7%) beyond`, `1.8s (12%) left`; undefined where nothing is known. */
export function distanceText({ headroom, objective: { threshold, unit } }: Judged): string | undefined {
  if (headroom === undefined) return undefined
  if (headroom === 0) return 'at the limit'
  const share = threshold === 0 ? '' : ` (${formatQuantity(Math.abs(headroom / threshold), 'ratio')})`
  return `${formatQuantity(Math.abs(headroom), unit)}${share} ${headroom > 0 ? 'left' : 'beyond'}`
}

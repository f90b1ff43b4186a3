import { formatQuantity } from '../../model/format-quantity.ts'
import type { Slo } from '../../model/slo.ts'
import type { Verdict } from '../../model/verdict.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** Where the limit stands in a bar, in percent of its length: what lies beyond has room to be seen. */
const limitAt = 70

/** The measured value against its limit as a bar, with the distance in words beside it. */
export function headroomBar(verdict: Verdict): Markup {
  const { measured, headroom } = verdict.status === 'no-data' ? {} : verdict
  if (measured === undefined || headroom === undefined) return markup`<span class="faint">unknown</span>`
  const length = barLength(measured, verdict.slo.objective.threshold)
  return markup`<svg class="bar ${verdict.status}" aria-hidden="true" width="100%" height="14">
<rect class="track" x="0" y="4" width="100%" height="6" rx="3"/><rect class="fill" x="0" y="4" width="${length}%" height="6" rx="3"/>
<rect class="limit" x="${limitAt}%" y="0" width="2" height="14"/></svg><span class="distance">${distanceText(headroom, verdict.slo)}</span>`
}

function barLength(measured: number, threshold: number): number {
  if (threshold === 0) return measured === 0 ? 0 : 100
  return Number(Math.min(100, Math.max(0, (measured / threshold) * limitAt)).toFixed(2))
}

function distanceText(headroom: number, { objective }: Slo): string {
  if (headroom === 0) return 'at the limit'
  const { threshold, unit } = objective
  const share = threshold === 0 ? '' : ` (${formatQuantity(Math.abs(headroom / threshold), 'ratio')})`
  return `${formatQuantity(Math.abs(headroom), unit)}${share} ${headroom > 0 ? 'left' : 'beyond'}`
}

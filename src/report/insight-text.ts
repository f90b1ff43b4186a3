import { formatQuantity } from '../model/format-quantity.ts'
import type { Advised, HeapGrowth, HeapStep, Insight } from '../model/insight.ts'
import { adviceText } from './insights/advice-text.ts'
import { costText } from './insights/cost-text.ts'
import { coldText, levelText, outlierText, trendText, wideHeadroomText, wideSpreadText } from './insights/figure-text.ts'
import { countOf } from './measured-text.ts'
import { sanitizeFlat } from './text/sanitize.ts'

/** What was noticed, in words: where, what, and what to do. Safe to print. */
export function insightText(insight: Insight): string {
  const say = words[insight.kind] as (insight: Insight) => string
  return sanitizeFlat(say(insight))
}

type Words = { readonly [K in Insight['kind']]: (insight: Extract<Insight, { kind: K }>) => string }

const words: Words = {
  'heap-step': stepText,
  'heap-growth': growthText,
  trend: trendText,
  level: levelText,
  outlier: outlierText,
  'wide-headroom': wideHeadroomText,
  'wide-spread': wideSpreadText,
  'cold-first': coldText,
  'container-share': advised,
  'container-repeated': advised,
  'phase-share': advised,
  'slow-tests': advised,
  'idle-cores': advised,
  'start-up-share': advised,
  'gc-share': advised,
  'blocked-loop': advised,
  waiting: advised,
}

function advised(cost: Advised): string {
  return `${costText(cost)}; ${adviceText(cost)}`
}

function stepText({ worker, file, before, after, later }: HeapStep): string {
  const files = countOf(later, 'later file')
  return `the heap of worker ${worker} never came back after ${file}: ${bytes(before)} before it, at least ${bytes(after)} after it and after ${files}; look there for what outlives its tests`
}

function growthText({ worker, files, slope }: HeapGrowth): string {
  return `the heap of worker ${worker} grew by ${bytes(slope)} with each of its ${countOf(files, 'file')}: something outlives them; find it, or isolate the files`
}

function bytes(value: number): string {
  return formatQuantity(Math.round(value), 'bytes')
}

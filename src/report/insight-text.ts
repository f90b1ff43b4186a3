import { formatQuantity } from '../model/format-quantity.ts'
import type { Advised, HeapGrowth, HeapStep, Insight } from '../model/insight.ts'
import { adviceWords } from './insights/advice-text.ts'
import { costText } from './insights/cost-text.ts'
import { coldText, levelText, outlierText, trendText, wideHeadroomText, wideSpreadText } from './insights/figure-text.ts'
import { shellWord } from './insights/insight-words.ts'
import type { InsightWords } from './insights/insight-words.ts'
import { countOf } from './measured-text.ts'
import { sanitizeFlat } from './text/sanitize.ts'

/** What was noticed, in words: where, what, and what to do. Safe to print. */
export function insightText(insight: Insight): string {
  const { finding, next, gain } = insightWords(insight)
  return sanitizeFlat(`${finding}; ${next}${gain === undefined ? '' : ` (${gain})`}`)
}

/** The same in its parts, with what to type. Not safe to print. */
export function insightWords(insight: Insight): InsightWords {
  const say = words[insight.kind] as (insight: Insight) => InsightWords
  return say(insight)
}

type Words = { readonly [K in Insight['kind']]: (insight: Extract<Insight, { kind: K }>) => InsightWords }

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

function advised(cost: Advised): InsightWords {
  return { finding: costText(cost), ...adviceWords(cost) }
}

function stepText({ worker, file, before, after, later }: HeapStep): InsightWords {
  const files = countOf(later, 'later file')
  const finding = `the heap of worker ${worker} never came back after ${file}: ${bytes(before)} before it, at least ${bytes(after)} after it and after ${files}`
  return { finding, next: 'look there for what outlives its tests', command: `vitest run --logHeapUsage ${shellWord(file)}` }
}

function growthText({ worker, files, slope }: HeapGrowth): InsightWords {
  const finding = `the heap of worker ${worker} grew by ${bytes(slope)} with each of its ${countOf(files, 'file')}`
  return { finding, next: 'something outlives them: find it, or isolate the files', command: 'vitest run --logHeapUsage' }
}

function bytes(value: number): string {
  return formatQuantity(Math.round(value), 'bytes')
}

import { formatQuantity } from '../model/format-quantity.ts'
import type { HeapStep, Insight } from '../model/insight.ts'
import { sanitizeFlat } from './text/sanitize.ts'

/** What was noticed, in words: where, what, and what to do. Safe to print. */
export function insightText(insight: Insight): string {
  return sanitizeFlat(insight.kind === 'heap-step' ? stepText(insight) : growthText(insight))
}

function stepText({ worker, file, before, after, later }: HeapStep): string {
  const files = later === 1 ? '1 later file' : `${later} later files`
  return `the heap of worker ${worker} never came back after ${file}: ${bytes(before)} before it, at least ${bytes(after)} after it and after ${files}; look there for what outlives its tests`
}

function growthText({ worker, files, slope }: Exclude<Insight, HeapStep>): string {
  return `the heap of worker ${worker} grew by ${bytes(slope)} with each of its ${files} files: something outlives them; find it, or isolate the files`
}

function bytes(value: number): string {
  return formatQuantity(Math.round(value), 'bytes')
}

import { formatQuantity } from '../model/format-quantity.ts'
import { mannKendall } from '../stats/mann-kendall.ts'
import { theilSen } from '../stats/theil-sen.ts'

/** What a heap did over iterations, in bytes an iteration, with the figures in words. */
export interface HeapTrend {
  /** `unclear` where neither growth nor its absence is proved. */
  readonly kind: 'grows' | 'steady' | 'unclear'
  readonly slope: number
  readonly low: number
  readonly high: number
  readonly evidence: string
}

/** Bytes an iteration that the engine itself may keep while code warms up: growth up to here is not told from it, and reads 0. */
export const smallestLeak = 16_000
/** Bytes an iteration from which a leak is always found. Where so much cannot be ruled out, nothing was shown. */
const surelyFound = 64_000
const significant = 0.01

/**
 * Whether the heap after each iteration grows: by Theil and Sen's slope above 16 KB, and by Mann and Kendall's test at p < .01. That it
 * does not grow is shown only where the interval of the slope ends below 64 KB.
 */
export function heapTrend(heaps: readonly number[]): HeapTrend {
  const { slope, low, high } = theilSen(heaps)
  const { pValue } = mannKendall(heaps)
  const grows = slope > smallestLeak && pValue < significant
  const kind = grows ? 'grows' : high < surelyFound ? 'steady' : 'unclear'
  const [middle, from, to] = [slope, low, high].map((value) => formatQuantity(Math.round(value), 'bytes'))
  const evidence = `slope ${middle} an iteration (95 % within ${from} and ${to}), Mann-Kendall p ${Number(pValue.toPrecision(2))}`
  return { kind, slope, low, high, evidence }
}

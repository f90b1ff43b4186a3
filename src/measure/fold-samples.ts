import { mean } from '../stats/moments.ts'

/**
 * At most `most` values that stand for many: those of a list that ascends, or, where there are more, the means of equal slices of it.
 * Mean and percentiles stay what they were to one slice; the largest value becomes the mean of the slowest slice.
 */
export function foldSamples(ascending: readonly number[], most: number): readonly number[] {
  if (ascending.length <= most) return ascending
  const size = Math.ceil(ascending.length / most)
  const slices = Math.ceil(ascending.length / size)
  // The short slice comes first: it holds the fastest, and the slowest must not count for more than their share.
  const start = (slice: number) => Math.max(0, ascending.length - (slices - slice) * size)
  return Array.from({ length: slices }, (_, slice) => mean(ascending.slice(start(slice), start(slice + 1))))
}

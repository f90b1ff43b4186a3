/** Samples in stretches of equal width: each from its start (with it) to the next, the last with its end. */
export interface Histogram {
  readonly from: number
  readonly width: number
  readonly counts: readonly number[]
}

const mostBins = 40

/** The distribution of some samples; undefined where there are fewer than five, which say more as they are. */
export function histogramOf(samples: readonly number[]): Histogram | undefined {
  if (samples.length < 5) return undefined
  const sorted = Float64Array.from(samples).toSorted()
  const [min, max] = [sorted[0] as number, sorted.at(-1) as number]
  if (min === max) return { from: min, width: 0, counts: [samples.length] }
  const bins = Math.min(mostBins, Math.max(4, Math.ceil((max - min) / widthFor(sorted))))
  const width = (max - min) / bins
  const counts = Array.from({ length: bins }, () => 0)
  for (const sample of samples) {
    const bin = Math.min(bins - 1, Math.floor((sample - min) / width))
    counts[bin] = (counts[bin] as number) + 1
  }
  return { from: min, width, counts }
}

/** Freedman and Diaconis: twice the interquartile range over the cube root of the count. */
function widthFor(sorted: Float64Array): number {
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] as number
  const spread = at(0.75) - at(0.25)
  const range = at(1) - at(0)
  return spread > 0 ? (2 * spread) / Math.cbrt(sorted.length) : range / Math.sqrt(sorted.length)
}

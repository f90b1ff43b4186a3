/**
 * How sure it is that the largest of n independent samples is at least the p-quantile of what they come from: 1 - p^n.
 * By symmetry also that the smallest is at most the (1 - p)-quantile. 0 for no samples.
 */
export function confidenceOfExtreme(samples: number, p: number): number {
  return 1 - p ** samples
}

/** The fewest samples whose extreme bounds the p-quantile with this confidence: 59 for p95 with 95 %. */
export function samplesForConfidence(p: number, confidence: number): number {
  const samples = Math.ceil(Math.log(1 - confidence) / Math.log(p))
  return Math.max(1, samples)
}

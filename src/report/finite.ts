/** The samples that are numbers; a judge counts the others as failed, and no statistic has a place for them. */
export function finite(samples: readonly number[]): readonly number[] {
  return samples.every(Number.isFinite) ? samples : samples.filter(Number.isFinite)
}

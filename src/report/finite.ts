/** The samples that are numbers; a judge counts the others as failed, and no statistic has a place for them. */
export function finite(samples: readonly number[]): readonly number[] {
  return samples.every(Number.isFinite) ? samples : samples.filter(Number.isFinite)
}

/** The value itself, or the name of a number that JSON does not have. */
export function finiteOrName(value: string | number | undefined): string | number | undefined {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

/**
 * Nothing is computed from what is not a number: left out it would be a silent pass, kept it would poison every figure.
 * @throws RangeError that names the first such sample and its place.
 */
export function assertFinite(samples: readonly number[]): void {
  const index = samples.findIndex((sample) => !Number.isFinite(sample))
  if (index >= 0) throw new RangeError(`Sample ${index + 1} of ${samples.length} is ${samples[index]}, not a finite number.`)
}

/** One sample with its place in the series, counted from 0. */
export interface Placed {
  readonly place: number
  readonly value: number
}

/** At most `most` samples in order. Of too many, the smallest and the largest of each stretch stay, so that no extreme is lost. */
export function thinOut(samples: readonly number[], most: number): Placed[] {
  const placed = samples.map((value, place) => ({ place, value }))
  if (samples.length <= most) return placed
  const stretch = Math.ceil(samples.length / (most / 2))
  return Array.from({ length: Math.ceil(samples.length / stretch) }, (_, index) =>
    extremesOf(placed.slice(index * stretch, (index + 1) * stretch)),
  ).flat()
}

function extremesOf(stretch: readonly Placed[]): Placed[] {
  const smallest = stretch.reduce((a, b) => (b.value < a.value ? b : a))
  const largest = stretch.reduce((a, b) => (b.value > a.value ? b : a))
  return smallest === largest ? [smallest] : [smallest, largest].toSorted((a, b) => a.place - b.place)
}

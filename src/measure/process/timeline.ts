/** A moment of a time line: ms since its start, CPU used since the moment before as a share of the usable capacity, bytes now. */
export interface TimelinePoint {
  readonly at: number
  readonly cpu: number
  readonly memory: number
}

// A picture needs no more; a run of hours must not grow without end.
const mostPoints = 600

/** A time line of bounded length: when it is full, neighbours become one, and moments are kept only half as often. */
export class Timeline {
  #points: TimelinePoint[] = []

  add(point: TimelinePoint): void {
    this.#points.push(point)
    if (this.#points.length >= mostPoints) this.#points = halved(this.#points)
  }

  get points(): readonly TimelinePoint[] {
    return this.#points
  }
}

function halved(points: readonly TimelinePoint[]): TimelinePoint[] {
  const pairs: TimelinePoint[] = []
  for (let i = 0; i < points.length; i += 2) pairs.push(joined(points[i - 1]?.at ?? 0, points[i] as TimelinePoint, points[i + 1]))
  return pairs
}

function joined(start: number, first: TimelinePoint, second: TimelinePoint = first): TimelinePoint {
  const span = second.at - start
  const spent = first.cpu * (first.at - start) + second.cpu * (second.at - first.at)
  return { at: second.at, cpu: span > 0 ? spent / span : second.cpu, memory: Math.max(first.memory, second.memory) }
}

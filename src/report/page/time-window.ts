import { formatQuantity } from '../../model/format-quantity.ts'

/** A part of a run, in ms since its start. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/** No narrower: there is nothing to see. */
const narrowest = 10

/** The window between two times in any order, inside of the whole. */
export function windowBetween(one: number, other: number, whole: TimeWindow): TimeWindow {
  const width = Math.min(Math.max(Math.abs(other - one), narrowest), whole.to - whole.from)
  const from = Math.max(whole.from, Math.min(Math.min(one, other), whole.to - width))
  return { from, to: from + width }
}

/** Narrower by a factor, or wider where it is above 1; what is at `center` stays at its place. */
export function zoomedAt(
  window: TimeWindow,
  { center, factor }: { readonly center: number; readonly factor: number },
  whole: TimeWindow,
): TimeWindow {
  const from = center - (center - window.from) * factor
  return windowBetween(from, from + (window.to - window.from) * factor, whole)
}

/** The window with as little change as shows the time. */
export function windowShowing(window: TimeWindow, time: number, whole: TimeWindow): TimeWindow {
  const width = window.to - window.from
  if (time < window.from) return windowBetween(time, time + width, whole)
  return time > window.to ? windowBetween(time - width, time, whole) : window
}

const [second, minute, hour] = [1000, 60_000, 3_600_000]
const steps = [
  [1, 2, 5, 10, 20, 50, 100, 200, 500],
  [1, 2, 5, 10, 15, 30].map((count) => count * second),
  [1, 2, 5, 10, 15, 30].map((count) => count * minute),
  [1, 2, 4, 6, 12, 24].map((count) => count * hour),
].flat()

/** Round times in a window, about as many as asked for at most. */
export function timeTicks({ from, to }: TimeWindow, most: number): number[] {
  const step = steps.find((one) => (to - from) / one <= most) ?? 24 * hour * Math.ceil((to - from) / (24 * hour * most))
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, place) => (first + place) * step)
}

/** A time since the start of the run, for a person. */
export function timeText(time: number): string {
  return formatQuantity(time, 'ms', 4)
}

/** The place of the stretch that holds a time, of stretches between these edges; undefined outside of them. */
export function stretchAt(edges: readonly number[], time: number): number | undefined {
  let [low, high] = [0, edges.length - 1]
  if (high < 1 || time < (edges[0] as number) || time > (edges[high] as number)) return undefined
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((edges[middle] as number) <= time) low = middle
    else high = middle
  }
  return low
}

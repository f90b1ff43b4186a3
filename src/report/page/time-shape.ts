import type { Line, Track } from '../../model/timeline.ts'
import { stretchAt } from './time-window.ts'

/** A metric at one time. */
export interface LineValue {
  readonly min: number
  readonly mean: number
  readonly max: number
}

/** What a line says of a time; undefined where it does not know. */
export function valueAt(edges: Track['edges'], line: Line, time: number): LineValue | undefined {
  const place = stretchAt(edges, time)
  return place === undefined ? undefined : valueIn(line, place)
}

/** What a line says of a stretch; undefined where it does not know. */
export function valueIn({ mean, min = mean, max = mean }: Line, place: number): LineValue | undefined {
  const known = [min[place], mean[place], max[place]].filter((value) => typeof value === 'number')
  const [low, middle, high] = known
  return low === undefined || middle === undefined || high === undefined ? undefined : { min: low, mean: middle, max: high }
}

/** The largest that a line holds anywhere; undefined where it knows nothing. */
export function largestOf({ mean, max = mean }: Line): number | undefined {
  return max.reduce<number | undefined>((most, value) => (value === null ? most : Math.max(most ?? value, value)), undefined)
}

/** Pixels of a time, and of a value. */
interface Place {
  readonly x: (time: number) => number
  readonly y: (value: number) => number
}

/** The means as steps, as an SVG path: a gap where nothing is known. */
export function stepPath(edges: Track['edges'], line: Line, { x, y }: Place): string {
  return pieces(edges, line)
    .map((piece) => {
      const steps = piece.map(({ from, to, value }) => `${x(from)} ${y(value.mean)}L${x(to)} ${y(value.mean)}`)
      return `M${steps.join('L')}`
    })
    .join('')
}

/** The room between the smallest and the largest, as an SVG path. */
export function bandPath(edges: Track['edges'], line: Line, { x, y }: Place): string {
  if (line.min === undefined && line.max === undefined) return ''
  return pieces(edges, line)
    .map((piece) => {
      const upper = piece.map(({ from, to, value }) => `${x(from)} ${y(value.max)}L${x(to)} ${y(value.max)}`)
      const lower = piece.toReversed().map(({ from, to, value }) => `${x(to)} ${y(value.min)}L${x(from)} ${y(value.min)}`)
      return `M${[...upper, ...lower].join('L')}Z`
    })
    .join('')
}

interface Step {
  readonly from: number
  readonly to: number
  readonly value: LineValue
}

/** Stretches of which something is known, those that touch together. */
function pieces(edges: Track['edges'], line: Line): Step[][] {
  const all: Step[][] = []
  let open: Step[] | undefined
  for (let place = 0; place + 1 < edges.length; place++) {
    const value = valueIn(line, place)
    if (value === undefined) open = undefined
    else {
      if (open === undefined) all.push((open = []))
      open.push({ from: edges[place] as number, to: edges[place + 1] as number, value })
    }
  }
  return all
}

import { lineMetrics } from './timeline.ts'
import type { LineMetric, Phase } from './timeline.ts'
import type { Subject } from './subject.ts'

/** A metric in a stretch of time; `known` is how many ms of it were seen, more than 0. */
export interface StretchFigure {
  readonly min: number
  readonly mean: number
  readonly max: number
  readonly known: number
}

/** A stretch of time, in ms. What is not known of it has no figure. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly figures: Readonly<Partial<Record<LineMetric, StretchFigure>>>
}

/** What was recorded of a subject: plain data, which travels between threads and processes. */
export interface Trace {
  readonly subject: Subject
  /** Milliseconds since the epoch, from which its times count. */
  readonly epoch: number
  /** One after the other, without a hole: what is not known is a stretch without figures. */
  readonly stretches: readonly Stretch[]
  readonly phases: readonly Phase[]
  readonly cores?: number
  readonly source: string
}

/** Two neighbours as one. Neither a peak nor what was used in all is lost. */
export function joinedStretch(first: Stretch, second: Stretch): Stretch {
  const figures: Partial<Record<LineMetric, StretchFigure>> = {}
  for (const metric of lineMetrics) {
    const figure = joinedFigure(first.figures[metric], second.figures[metric])
    if (figure !== undefined) figures[metric] = figure
  }
  return { from: first.from, to: second.to, figures }
}

function joinedFigure(a: StretchFigure | undefined, b: StretchFigure | undefined): StretchFigure | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const known = a.known + b.known
  const mean = (a.mean * a.known + b.mean * b.known) / known
  return { min: Math.min(a.min, b.min), mean, max: Math.max(a.max, b.max), known }
}

/** True where nothing at all is known. */
export function isUnknown({ figures }: Stretch): boolean {
  return lineMetrics.every((metric) => figures[metric] === undefined)
}

/** At most `most` stretches (at least 2) of about the same length. A hole stays a hole unless there are too many of them. */
export function coarsened(stretches: readonly Stretch[], most: number): readonly Stretch[] {
  if (stretches.length <= most) return stretches
  const span = (stretches.at(-1) as Stretch).to - (stretches[0] as Stretch).from
  const narrowest = span / (most - 1)
  for (let width = narrowest; width < span / 2; width *= 2) {
    const wider = widened(stretches, width, true)
    if (wider.length <= most) return wider
  }
  return widened(stretches, narrowest, false)
}

/** All but the last of a piece become at least that wide. */
function widened(stretches: readonly Stretch[], width: number, keepsHoles: boolean): Stretch[] {
  const wide: Stretch[] = []
  for (const stretch of stretches) {
    const last = wide.at(-1)
    const joins = last !== undefined && last.to - last.from < width && (!keepsHoles || isUnknown(last) === isUnknown(stretch))
    if (joins) wide[wide.length - 1] = joinedStretch(last, stretch)
    else wide.push(stretch)
  }
  return wide
}

/**
 * Traces of one subject that do not overlap, as one on the clock of the first: in the order of time, with a hole between them. At least one
 * must be given; of many phases only their number is left.
 */
export function joinedTrace(traces: readonly [Trace, ...Trace[]], most: number): Trace {
  const ordered = traces.toSorted((a, b) => startOf(a) - startOf(b)) as [Trace, ...Trace[]]
  const [first] = ordered
  const stretches: Stretch[] = []
  for (const trace of ordered) {
    const shift = trace.epoch - first.epoch
    const last = stretches.at(-1)
    const begin = startOf(trace) - first.epoch
    if (last !== undefined && begin > last.to) stretches.push({ from: last.to, to: begin, figures: {} })
    for (const { from, to, figures } of trace.stretches) stretches.push({ from: from + shift, to: to + shift, figures })
  }
  const phases = ordered.flatMap(({ epoch, phases: own }) => own.map((phase) => shifted(phase, epoch - first.epoch)))
  return { ...first, stretches: coarsened(stretches, most), phases: fewPhases(phases) }
}

/** When a trace begins, in ms since the epoch. */
export function startOf({ epoch, stretches }: Trace): number {
  return epoch + (stretches[0]?.from ?? 0)
}

/** When a trace ends, in ms since the epoch. */
export function endOfTrace({ epoch, stretches }: Trace): number {
  return epoch + (stretches.at(-1)?.to ?? 0)
}

function shifted({ name, from, to }: Phase, by: number): Phase {
  return { name, from: from + by, to: to + by }
}

// More could not be told apart in a picture.
const mostPhases = 40

function fewPhases(phases: readonly Phase[]): readonly Phase[] {
  if (phases.length <= mostPhases) return phases
  const [from, to] = [(phases[0] as Phase).from, (phases.at(-1) as Phase).to]
  return [{ name: `${phases.length} executions`, from, to }]
}

import { coarsened, isUnknown, joinedStretch } from '../model/stretch.ts'
import type { Stretch, StretchFigure } from '../model/stretch.ts'
import type { LineMetric } from '../model/timeline.ts'

/** A subject at one moment: what it holds, and counters that only grow. What is not known is left out. */
export interface LineMoment {
  /** Milliseconds of any clock that does not go back. */
  readonly at: number
  /** Bytes held now. */
  readonly memory?: number
  /** CPU milliseconds so far. */
  readonly cpu?: number
  /** Bytes so far. */
  readonly diskRead?: number
  readonly diskWrite?: number
  readonly networkSent?: number
  readonly networkReceived?: number
}

type Counter = Exclude<LineMetric, 'memory'>

/** Units of the counter per unit of its rate and ms: CPU milliseconds in a millisecond are cores, bytes are told per second. */
const perMillisecond = { cpu: 1, diskRead: 1000, diskWrite: 1000, networkSent: 1000, networkReceived: 1000 } as const satisfies Record<Counter, number> // prettier-ignore
const counters = Object.keys(perMillisecond) as Counter[]

/** Turns moments into a line of bounded length: where it is full, it goes on with stretches twice as wide. */
export class LineRecorder {
  readonly #most: number
  #last: LineMoment | undefined
  #stretches: Stretch[] = []
  #width = 0
  #isInterrupted = false

  constructor(most = 300) {
    this.#most = most
  }

  /** Stretches so far: none before the second moment. */
  get stretches(): readonly Stretch[] {
    return this.#stretches
  }

  /** Takes in a moment. One that is not later than the one before adds nothing. */
  add(moment: LineMoment): void {
    const last = this.#last
    if (last === undefined) this.#last = moment
    if (last === undefined || moment.at <= last.at) return
    const figures = this.#isInterrupted ? {} : figuresBetween(last, moment)
    this.#last = this.#isInterrupted ? moment : grown(last, moment)
    this.#isInterrupted = false
    this.#push({ from: last.at, to: moment.at, figures })
  }

  /** What comes next begins anew, its counters too: nothing is known of the time until then. */
  interrupt(): void {
    this.#isInterrupted = true
  }

  #push(stretch: Stretch): void {
    const last = this.#stretches.at(-1)
    const joins = last !== undefined && last.to - last.from < this.#width && isUnknown(last) === isUnknown(stretch)
    if (joins) this.#stretches[this.#stretches.length - 1] = joinedStretch(last, stretch)
    else this.#stretches.push(stretch)
    if (this.#stretches.length < this.#most) return
    const half = Math.floor(this.#most / 2)
    this.#stretches = [...coarsened(this.#stretches, half)]
    this.#width = ((this.#stretches.at(-1) as Stretch).to - (this.#stretches[0] as Stretch).from) / half
  }
}

/** A counter that was summed over processes may seem to fall when one of them ends: it has not. */
function grown(last: LineMoment, moment: LineMoment): LineMoment {
  const kept = counters.map((name) => [name, larger(last[name], moment[name])] as const)
  return { ...moment, ...Object.fromEntries(kept) }
}

function larger(before: number | undefined, now: number | undefined): number | undefined {
  return before === undefined || now === undefined ? now : Math.max(before, now)
}

function figuresBetween(last: LineMoment, moment: LineMoment): Stretch['figures'] {
  const known = moment.at - last.at
  const figures: Partial<Record<LineMetric, StretchFigure>> = {}
  for (const name of counters) {
    const [before, now] = [last[name], moment[name]]
    if (before === undefined || now === undefined) continue
    const rate = (Math.max(0, now - before) / known) * perMillisecond[name]
    figures[name] = { min: rate, mean: rate, max: rate, known }
  }
  const held = [last.memory, moment.memory].filter((bytes) => bytes !== undefined)
  if (held.length === 0) return figures
  const mean = held.reduce((sum, bytes) => sum + bytes, 0) / held.length
  return { ...figures, memory: { min: Math.min(...held), mean, max: Math.max(...held), known } }
}

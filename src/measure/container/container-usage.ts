import type { ContainerReading } from './container-cgroup.ts'

/** What a container has used over its whole life. Times in ms, sizes in bytes; undefined for what could not be read. */
export type ContainerUsage = Partial<Record<Total | Peak, number>> & Pick<Partial<ContainerReading>, 'diskSource'>

type Total = (typeof totals)[number]
type Peak = (typeof peaks)[number]

const totals = ['cpuTime', 'throttled', 'oomKills', 'diskRead', 'diskWrite', 'networkSent', 'networkReceived'] as const
const peaks = ['memoryPeak', 'chargedPeak', 'processes', 'tasksPeak'] as const

/**
 * Adds up readings of a container that may have been started several times: its counters begin anew with each start. Readings of one
 * start may come in any order, from whoever took them.
 */
export class UsageLedger {
  readonly #lives = new Map<number, ContainerUsage>()
  /** The starts of which everything is known, to their last moment. */
  readonly #whole = new Map<number, { readonly network: boolean }>()
  /** What a container had used before this run came to it. */
  #before: ContainerUsage = {}

  /** `life` counts its starts. */
  add(life: number, reading: Partial<ContainerReading>): void {
    const so = this.#lives.get(life) ?? {}
    const largest = figuresOf([...totals, ...peaks], (figure) => larger(so[figure], reading[figure]))
    this.#lives.set(life, { ...largest, diskSource: reading.diskSource ?? so.diskSource })
  }

  /** The reading of a start that is over, after which nothing was used any more. */
  addWhole(life: number, reading: Partial<ContainerReading>): void {
    this.add(life, reading)
    this.#whole.set(life, { network: reading.networkWhole === true })
  }

  /** Whether everything is known of the first of its starts, up to this one. */
  isWhole(lives: number): { readonly counters: boolean; readonly network: boolean } {
    const each = Array.from({ length: lives }, (_, index) => this.#whole.get(index + 1))
    return { counters: each.every((one) => one !== undefined), network: each.every((one) => one?.network === true) }
  }

  /** How many of its first starts, up to this one, were over before anything was read of them. */
  unread(lives: number): number {
    return Array.from({ length: lives }, (_, index) => this.#lives.has(index + 1)).filter((isRead) => !isRead).length
  }

  /** Forgets what was used up to here: the container was there before. */
  startHere(): void {
    this.#before = this.#sum()
  }

  /** Undefined while nothing was read. */
  total(): ContainerUsage | undefined {
    if (this.#lives.size === 0) return undefined
    const sum = this.#sum()
    return { ...sum, ...figuresOf(totals, (figure) => less(sum[figure], this.#before[figure])) }
  }

  #sum(): ContainerUsage {
    const lives = [...this.#lives.values()]
    const summed = figuresOf(totals, (figure) => sumOf(lives, figure))
    const largest = figuresOf(peaks, (figure) => known(lives, figure)?.reduce((most, value) => Math.max(most, value)))
    return { ...summed, ...largest, diskSource: lives.at(-1)?.diskSource }
  }
}

function figuresOf<F extends Total | Peak>(
  figures: readonly F[],
  value: (figure: F) => number | undefined,
): Partial<Record<F, number>> {
  return Object.fromEntries(figures.map((figure) => [figure, value(figure)])) as Partial<Record<F, number>>
}

/** Of starts of which one is not known there is no sum; the kills that are known are kills all the same. */
function sumOf(lives: readonly ContainerUsage[], figure: Total): number | undefined {
  const values = known(lives, figure)
  const isPartial = values !== undefined && values.length < lives.length && figure !== 'oomKills'
  return isPartial ? undefined : values?.reduce((sum, value) => sum + value, 0)
}

function known(lives: readonly ContainerUsage[], figure: Total | Peak): number[] | undefined {
  const values = lives.map((life) => life[figure]).filter((value) => value !== undefined)
  return values.length === 0 ? undefined : values
}

function larger(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other)
}

function less(value: number | undefined, before = 0): number | undefined {
  return value === undefined ? undefined : value - before
}

import { isRate } from '../../model/limit.ts'
import type { Limit, LimitName } from '../../model/limit.ts'
import { exceededBy, stillNeeded } from '../../model/limit-reading.ts'
import type { Exceeded, LimitReading } from '../../model/limit-reading.ts'

/** What is guarded. */
export interface GuardOptions {
  readonly limits: readonly Limit[]
  /** Capacity that may be used. */
  readonly cores: number
  /** Called when a limit is crossed: once, and again after a moment for one that kills and is still crossed. */
  readonly onExceed: (exceeded: Exceeded) => void
}

// Milliseconds in which the kernel takes back what a killed process held.
const afterKill = 500

/** Judges the limits of one tree at each of its readings. */
export class LimitGuard {
  readonly #options: GuardOptions
  readonly #told = new Map<LimitName, number>()
  #readings: readonly LimitReading[] = []

  constructor(options: GuardOptions) {
    this.#options = options
  }

  take(reading: LimitReading): void {
    const { limits, cores, onExceed } = this.#options
    this.#readings = stillNeeded(limits, [...this.#readings, reading])
    const news = exceededBy(limits, this.#readings, cores).filter(({ limit }) => this.#isNews(limit, reading.at))
    for (const exceeded of news) {
      this.#told.set(exceeded.limit.name, reading.at)
      onExceed(exceeded)
    }
    // Nobody is accused of what somebody used who is gone: the average of a rate begins anew.
    if (news.some(({ limit }) => isRate(limit.name))) this.#readings = [reading]
  }

  #isNews({ name, onExceed }: Limit, at: number): boolean {
    const last = this.#told.get(name)
    return last === undefined || (onExceed === 'kill' && at - last >= afterKill)
  }
}

import type { GroupMemory } from './group-reading.ts'

/**
 * Bounds of the largest memory that the processes of a group held at one moment, from counters that hold the cache of files too. Of
 * that cache only the size at each reading is known; between two it is taken to lie between these. Bytes.
 */
export class GroupPeak {
  atMost = 0
  atLeast = 0
  #notTheirs = 0
  #peak = 0
  readonly #isReset: boolean

  /** `isReset`: whether the peak of each reading is that since the one before. */
  constructor(isReset: boolean) {
    this.#isReset = isReset
  }

  /** Takes in a reading of the group; gives what its processes hold at this moment. */
  read({ charged, peak, notTheirs }: GroupMemory): number {
    const now = Math.max(0, charged - notTheirs)
    const [less, more] = [Math.min(this.#notTheirs, notTheirs), Math.max(this.#notTheirs, notTheirs)]
    this.atMost = Math.max(this.atMost, peak - less)
    this.atLeast = Math.max(this.atLeast, now, this.#isReset || peak > this.#peak ? peak - more : 0)
    this.#notTheirs = notTheirs
    this.#peak = peak
    return now
  }
}

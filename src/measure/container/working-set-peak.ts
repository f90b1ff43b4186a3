import type { CgroupFigures } from './cgroup-figures.ts'

type Memory = Pick<CgroupFigures, 'usage' | 'inactiveFile' | 'usagePeak'>

/**
 * Follows the largest working set (what is charged less the file cache that nobody uses) a group has had. The kernel keeps the peak of
 * the charged bytes only. When that peak has risen between two readings, the working set at that moment was the new peak less the cache,
 * which lies between those of the two readings; the larger of them is taken off, so that the result is what the group has held for certain.
 */
export class WorkingSetPeak {
  #usagePeak = 0
  #inactiveFile = 0
  #peak: number | undefined

  /** Takes in a reading; gives the largest working set so far in bytes, undefined while none could be read. */
  add({ usage, inactiveFile, usagePeak }: Memory): number | undefined {
    if (usage === undefined || inactiveFile === undefined) return this.#peak
    this.#raise(usage - inactiveFile)
    if (usagePeak !== undefined && usagePeak > this.#usagePeak) {
      this.#raise(usagePeak - Math.max(inactiveFile, this.#inactiveFile))
      this.#usagePeak = usagePeak
    }
    this.#inactiveFile = inactiveFile
    return this.#peak
  }

  #raise(bytes: number): void {
    this.#peak = Math.max(this.#peak ?? 0, bytes)
  }
}

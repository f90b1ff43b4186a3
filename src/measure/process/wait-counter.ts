import { CachedFile } from './cached-file.ts'
import { parseProcess } from './process-reading.ts'

/**
 * CPU time of all children that this process has waited for. Asked at every reading and at every exit of a child, its rise at an exit
 * is that child's whole CPU time, its own waited-for descendants included.
 */
export class WaitCounter {
  readonly #stat = new CachedFile('/proc/self/stat')
  #last = this.#read()

  /** Milliseconds since the last call; undefined where there is no /proc. */
  rise(): number | undefined {
    const now = this.#read()
    const before = this.#last
    this.#last = now
    return now === undefined || before === undefined ? undefined : now - before
  }

  #read(): number | undefined {
    return parseProcess(this.#stat.read() ?? '', '')?.waited
  }
}

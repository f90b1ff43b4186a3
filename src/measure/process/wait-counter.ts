import { readdirSync } from 'node:fs'
import { CachedFile } from './cached-file.ts'
import { parseDisk, parseProcess } from './process-reading.ts'
import type { DiskBytes } from './process-reading.ts'
import type { Waited } from './tree-method.ts'

/**
 * CPU time and storage bytes of all children that this process has waited for. Asked at every reading and at every exit of a child,
 * its rise at an exit is that child's whole use, that of its own waited-for descendants included.
 */
export class WaitCounter {
  readonly #stat = new CachedFile('/proc/self/stat')
  readonly #io = new CachedFile('/proc/self/io')
  readonly #threads = new Map<string, CachedFile>()
  #last = this.#read()

  /** Since the last call; undefined where there is no /proc. */
  rise(): Waited | undefined {
    const now = this.#read()
    const before = this.#last
    this.#last = now
    if (now === undefined || before === undefined) return undefined
    return { cpu: now.cpu - before.cpu, disk: now.disk && before.disk && difference(now.disk, before.disk) }
  }

  #read(): Waited | undefined {
    const cpu = parseProcess(this.#stat.read() ?? '', '')?.waited
    return cpu === undefined ? undefined : { cpu, disk: this.#disk() }
  }

  /** The bytes of a process hold those of its children; those of its threads do not. */
  #disk(): DiskBytes | undefined {
    const all = parseDisk(this.#io.read() ?? '')
    if (all === undefined) return undefined
    let children = all
    for (const file of this.#threadFiles()) {
      const own = parseDisk(file.read() ?? '')
      if (own !== undefined) children = difference(children, own)
    }
    return children
  }

  #threadFiles(): Iterable<CachedFile> {
    const present = new Set(threads())
    for (const [id, file] of this.#threads) {
      if (present.has(id)) continue
      file.close()
      this.#threads.delete(id)
    }
    for (const id of present) if (!this.#threads.has(id)) this.#threads.set(id, new CachedFile(`/proc/self/task/${id}/io`))
    return this.#threads.values()
  }
}

function difference(a: DiskBytes, b: DiskBytes): DiskBytes {
  return { read: a.read - b.read, written: a.written - b.written }
}

function threads(): string[] {
  try {
    return readdirSync('/proc/self/task')
  } catch {
    return []
  }
}

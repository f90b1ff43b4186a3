import { writeFileSync } from 'node:fs'
import { ownsProcess } from './clocks.ts'
import { ProcFile } from './proc-file.ts'

/**
 * Exact peak resident set of this process (VmHWM, bytes) since `start`. Undefined where the process is shared with others or has
 * no /proc. Not `resourceUsage().maxRSS`: that figure survives fork, so a small process reads its parent's peak.
 */
export class PeakMemory {
  readonly #status: ProcFile | undefined

  constructor() {
    this.#status = ownsProcess && resetPeak() ? new ProcFile('/proc/self/status', 4096) : undefined
  }

  stop(): number | undefined {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(this.#status?.read() ?? '') ?? []
    this.#status?.close()
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  }
}

/** Sets VmHWM back to the present resident set (proc(5), clear_refs 5). */
function resetPeak(): boolean {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
    return true
  } catch {
    return false
  }
}

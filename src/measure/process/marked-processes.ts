import { readdirSync, readFileSync } from 'node:fs'

/** Name of the environment variable by which every process of a command is known, however far it got from its parents. */
export const markerName = 'VITEST_SLO_COMMAND'
/** Name of the variable that our own watch-keeping processes carry: they are in nobody's figures. */
export const janitorName = 'VITEST_SLO_JANITOR'

/**
 * Looks for processes whose environment holds a marker. Looks at each process once only, and at none that was there before the marker
 * was: a search costs as much as there is new.
 */
export class MarkedProcesses {
  readonly #marker: string
  #seen = new Set(processes())

  /** To be made before the first process with this marker is. */
  constructor(marker: string) {
    this.#marker = marker
  }

  /** Pids that carry the marker and were not there at the search before. Empty where there is no /proc. */
  find(): number[] {
    const present = processes()
    const fresh = present.filter((pid) => !this.#seen.has(pid))
    this.#seen = new Set(present)
    return fresh.filter((pid) => carries(pid, this.#marker)).map(Number)
  }
}

/** True when the process was started with this text in its environment. False for zombies and for processes of other users. */
export function carries(pid: number | string, text: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`).includes(text)
  } catch {
    return false
  }
}

function processes(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d/.test(name))
  } catch {
    return []
  }
}

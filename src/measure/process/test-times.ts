import type { Limit } from '../../model/limit.ts'
import { killBranch } from './kill-branch.ts'
import { systemTime } from './running-notes.ts'
import type { RunningNote, WorkerNotes } from './running-notes.ts'

/** A test that ran longer than its limit allows, and did not come to itself. */
export interface TestTimeHit {
  readonly limit: Limit
  readonly measured: number
  /** `tests/a.test.ts > parses`. */
  readonly test: string
  readonly done?: string
}

export interface TestTimesOptions {
  /** Undefined where test time is not limited. */
  readonly limit: Limit | undefined
  /** The main process of the run. */
  readonly root: number
  readonly notes: () => readonly WorkerNotes[]
  readonly onExceed: (hit: TestTimeHit) => void
}

// Milliseconds between two looks at what the workers are doing.
const lookInterval = 200
// Milliseconds in which a worker that is not blocked sees by itself that a test has run too long.
const patience = 1000

/** Watches from outside for tests that run longer than they may: a worker in a loop without an end cannot see it itself. */
export class TestTimes {
  readonly #options: TestTimesOptions
  readonly #told = new Set<string>()
  #looked = Number.NEGATIVE_INFINITY

  constructor(options: TestTimesOptions) {
    this.#options = options
  }

  /** To be called often; looks now and then. `at` in ms of any monotonic clock. */
  look(at: number): void {
    const { limit, notes } = this.#options
    if (limit === undefined || at - this.#looked < lookInterval) return
    this.#looked = at
    const now = systemTime()
    for (const { pid, notes: running } of notes()) for (const note of running) this.#check(limit, { pid, note, now })
  }

  #check(limit: Limit, { pid, note, now }: { readonly pid: number; readonly note: RunningNote; readonly now: number }): void {
    if (note.began === undefined || now - note.began <= limit.max + patience) return
    const key = `${pid} ${note.began}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    const done = limit.onExceed === 'kill' ? this.#end(pid) : undefined
    this.#options.onExceed({ limit, measured: now - note.began, test: note.name, done })
  }

  #end(pid: number): string {
    if (pid === this.#options.root) return 'whose thread cannot be ended: only pool forks can'
    killBranch(pid)
    return 'its worker was killed'
  }
}

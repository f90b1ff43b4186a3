import type { Limit } from '../../model/limit.ts'
import type { Exceeded } from '../../model/limit-reading.ts'
import { describeLimit, limitHit } from '../../model/limit-hit.ts'
import type { Subject } from '../../model/subject.ts'
import type { Branch } from './branches.ts'
import { leaveEndNote } from './end-notes.ts'
import { killBranch } from './kill-branch.ts'
import { describeProcess } from './process-use.ts'
import type { ProcessUse } from './process-use.ts'
import { readRunningNotes } from './running-notes.ts'
import type { WorkerNotes } from './running-notes.ts'
import { namespaceTraffic } from './network-traffic.ts'
import { TestTimes } from './test-times.ts'
import type { TestTimeHit } from './test-times.ts'
import { TreeLimits } from './tree-limits.ts'
import type { TreeLimitHit } from './tree-limits.ts'
import type { TreeMoment } from './tree-method.ts'

/** The limits of a whole run. Plain data: it travels to the sampler's thread. */
export interface RunLimitsRequest {
  readonly limits: readonly Limit[]
  /** Folder in which the workers note what they are doing. */
  readonly notes: string
}

/** What was crossed during a run: by the run as a whole, or by a test that never came to itself. */
export type RunLimitHit = TreeLimitHit | TestTimeHit

export interface RunLimitsOptions extends RunLimitsRequest {
  /** The main process of the run. */
  readonly root: number
  readonly alive: () => readonly number[]
  readonly tell: (hit: RunLimitHit) => void
}

// A run in which everything is killed again and again must not grow its report without end.
const mostHits = 50

/** Enforces the limits of a run from outside of its processes, so that a blocked one cannot hold it up. */
export class RunLimits {
  readonly hits: RunLimitHit[] = []
  readonly #options: RunLimitsOptions
  readonly #tree: TreeLimits
  readonly #tests: TestTimes

  constructor(options: RunLimitsOptions) {
    this.#options = options
    const { limits, root, alive, notes } = options
    this.#tree = new TreeLimits({
      limits,
      root,
      isNew: false,
      alive,
      network: namespaceTraffic,
      onExceed: (exceeded) => this.#tell(this.#react(exceeded)),
    })
    const limit = limits.find(({ name }) => name === 'testTime')
    this.#tests = new TestTimes({ limit, root, notes: () => readRunningNotes(notes), onExceed: (hit) => this.#tell(hit) })
  }

  /** Takes in a moment of the tree. */
  take(at: number, moment: TreeMoment): void {
    this.#tree.take(at, moment)
    this.#tests.look(at)
  }

  /** Limits that nothing is known about, so that they are not enforced. */
  unknown(): Limit[] {
    return this.#tree.unknown()
  }

  #tell(hit: RunLimitHit): void {
    if (this.hits.length >= mostHits) return
    this.hits.push(hit)
    this.#options.tell(hit)
  }

  #react({ limit, measured }: Exceeded): TreeLimitHit {
    const workers = readRunningNotes(this.#options.notes)
    const pids = new Set(workers.map(({ pid }) => pid).filter((pid) => pid !== this.#options.root))
    const found = this.#tree.culprit(limit, { measured, workers: pids })
    // Named first: of a process that is gone nobody can tell what it was.
    const culprit = found && nameOf(found)
    const hit = { limit, measured, culprit, running: this.#running(workers, found?.branch) }
    return limit.onExceed === 'kill' ? { ...hit, done: this.#kill(found?.branch, hit) } : hit
  }

  #kill(branch: Branch | undefined, { limit, measured, culprit, running }: TreeLimitHit): string {
    if (branch === undefined) return 'which could not be ended: no process can be named'
    if (branch.kind === 'root') return 'which is not ended, or nobody could tell how the run went'
    const reason = describeLimit(limitHit(limit, measured, { subject: run, culprit, running, done: 'killed' }))
    leaveEndNote(this.#options.notes, branch.root, reason)
    const count = killBranch(branch.root).length
    return count === 1 ? 'killed' : `killed with ${count - 1} more of its tree`
  }

  /** What ran in the worker that the branch hangs on. Threads are no processes: then it may be any of them. */
  #running(workers: readonly WorkerNotes[], branch: Branch | undefined): string[] {
    const pid = branch?.worker ?? this.#options.root
    const own = workers.filter((worker) => worker.pid === pid)
    return (own.length > 0 ? own : workers).flatMap(({ notes }) => notes.map(({ name }) => name))
  }
}

function nameOf({ branch, process }: { readonly branch: Branch; readonly process: ProcessUse }): string {
  const what = { root: 'Vitest itself, ', worker: 'the worker ', child: '' }[branch.kind]
  return what + describeProcess(process)
}

const run: Subject = { kind: 'run', name: 'run' }

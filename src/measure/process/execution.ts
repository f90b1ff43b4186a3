import type { Readable } from 'node:stream'
import { guardInterval } from '../../model/limit.ts'
import type { Limit } from '../../model/limit.ts'
import { BoundedOutput } from './bounded-output.ts'
import type { ControlGroup } from './control-group.ts'
import { takeEndNote } from './end-notes.ts'
import { endTree, gracePeriod } from './end-tree.ts'
import type { TreeToEnd } from './end-tree.ts'
import { launch } from './launch.ts'
import type { Child, Launched, LaunchRequest } from './launch.ts'
import { MarkedProcesses } from './marked-processes.ts'
import { OwnNetwork } from './own-network.ts'
import { methodFor } from './method-for.ts'
import { CommandLimits } from './command-limits.ts'
import type { TreeLimitHit } from './tree-limits.ts'
import type { TreeRoot } from './process-tree.ts'
import { intervalAtAge, TreeWatch } from './tree-watch.ts'
import type { TreeUsage } from './tree-watch.ts'
import { countIn } from './switch-counter.ts'
import type { SwitchCounter } from './switch-counter.ts'
import type { WaitCounter } from './wait-counter.ts'

/** One start of a program. Plain data: it travels to the sampler's thread. */
export interface ExecutionRequest extends LaunchRequest {
  /** Milliseconds. */
  readonly timeout: number
  /** Milliseconds: longest time between two readings. */
  readonly interval: number
  /** Text to look for in the whole standard output. */
  readonly wanted?: string
  /** What the tree may use; none by default. */
  readonly limits?: readonly Limit[]
  /** Folder in which whoever ends it from outside leaves word of why. */
  readonly notes?: string
}

/** How an execution ended, and what was seen of it. */
export interface ExecutionResult {
  readonly end:
    | { readonly kind: 'exited'; readonly code: number }
    | { readonly kind: 'signalled'; readonly signal: string }
    | { readonly kind: 'timed-out' }
    | { readonly kind: 'stopped' }
    /** It crossed a limit that kills: the last of its own `limits`, or, `by` which, one of the whole run. */
    | { readonly kind: 'limited'; readonly by?: string }
    | { readonly kind: 'not-started'; readonly code: string; readonly message: string }
  /** Milliseconds of the monotonic clock, from before the start to the end of the first process. */
  readonly duration: number
  readonly stdout: string
  readonly stderr: string
  /** Both, in the order in which they arrived. */
  readonly output: string
  readonly found: boolean
  readonly usage?: TreeUsage
  /** Pids that could not be ended. */
  readonly left: readonly number[]
  /** Limits that were crossed, in the order of time. */
  readonly limits?: readonly TreeLimitHit[]
}

type Ending = 'timed-out' | 'stopped' | 'limited'

/** A program while it runs: started, watched, ended with all of its processes. Lives in the sampler's thread. */
export class Execution {
  readonly #request: ExecutionRequest
  readonly #counter: WaitCounter
  readonly #stdout: BoundedOutput
  readonly #stderr = new BoundedOutput()
  readonly #output = new BoundedOutput()
  #launched: Launched | undefined
  #watch: TreeWatch | undefined
  #limits: CommandLimits | undefined
  #ending: Ending | undefined

  constructor(request: ExecutionRequest, counter: WaitCounter) {
    this.#request = request
    this.#counter = counter
    this.#stdout = new BoundedOutput(request.wanted)
  }

  /** Runs to the end, and to the end of every process that was left behind. */
  async run(): Promise<ExecutionResult> {
    const asked = performance.now()
    const marked = new MarkedProcesses(this.#request.marker)
    const launched = launch(this.#request)
    const { child } = launched
    this.#launched = launched
    if (child.pid === undefined) return this.#notStarted(launched, performance.now() - asked)
    const closed = this.#collect(child)
    const exited = exitOf(child)
    const { group, counter, pid = child.pid } = await atGate(launched)
    this.#watch = this.#watchTree({ pid, others: group === undefined ? marked : { find: () => group.members() } }, group)
    const { exit, ...measured } = await this.#follow(launched, this.#watch, { exited, pid, counter })
    const left = await this.#endRest()
    this.#watch.close()
    launched.notes?.close()
    await Promise.all([settled(child, closed), launched.group?.close()])
    return this.#result(exit, { ...measured, left })
  }

  /** Ends it before its time. */
  stop(): void {
    this.#end('stopped')
  }

  /** From the moment at which the program itself begins to the end of its first process. */
  async #follow({ begin }: Launched, watch: TreeWatch, { exited, pid, counter }: Followed) {
    const network = this.#request.network === undefined ? undefined : OwnNetwork.of(pid)
    const began = begin()
    const timer = setTimeout(() => this.#end('timed-out'), this.#request.timeout)
    const exit = await exited
    clearTimeout(timer)
    const totals = { ...watch.finish({ at: exit.at, waited: this.#counter.rise() }), ...network?.read() }
    network?.close()
    const contextSwitches = this.#request.switches === true ? await countIn(counter, totals.cpuTime) : undefined
    return { exit, duration: exit.at - began, usage: { ...totals, contextSwitches } }
  }

  #collect(child: Child): Promise<void> {
    const collect = (stream: Readable, own: BoundedOutput): void => {
      stream.on('data', (chunk: Buffer) => {
        own.add(chunk)
        this.#output.add(chunk)
      })
    }
    collect(child.stdout, this.#stdout)
    collect(child.stderr, this.#stderr)
    return new Promise((resolve) => child.once('close', () => resolve()))
  }

  #watchTree(root: TreeRoot, group: ControlGroup | undefined): TreeWatch {
    const { interval, limits = [], network } = this.#request
    const method = methodFor(root, { group, notes: this.#launched?.notes })
    const isIsolated = network !== undefined
    const guarded =
      limits.length === 0
        ? undefined
        : new CommandLimits({ limits, pid: root.pid, method, isIsolated, kill: () => this.#end('limited') })
    this.#limits = guarded
    return new TreeWatch({
      method,
      interval: (age) => intervalAtAge(age, guarded === undefined ? interval : Math.min(interval, guardInterval)),
      onReading: () => this.#counter.rise(),
      onMoment: guarded === undefined ? undefined : (at, moment) => guarded.take(at, moment),
    })
  }

  #end(why: Ending): void {
    if (this.#launched === undefined || this.#ending !== undefined) return
    this.#ending = why
    void endTree(this.#tree(), this.#grace())
  }

  /** Ends what the first process left behind. */
  async #endRest(): Promise<readonly number[]> {
    const isOver = this.#ending === undefined && this.#watch?.alive().length === 0
    return isOver ? [] : endTree(this.#tree(), this.#grace())
  }

  /** What runs away gets no time to run on. */
  #grace(): number {
    return this.#ending === 'limited' ? 0 : gracePeriod
  }

  #tree(): TreeToEnd {
    const { child, group } = this.#launched as Launched
    return {
      group: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
      marker: this.#request.marker,
      seen: () => this.#watch?.alive() ?? [],
      forbidForks: () => group?.forbidForks(),
    }
  }

  async #notStarted({ child, group, notes }: Launched, duration: number): Promise<ExecutionResult> {
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve))
    await group?.close()
    notes?.close()
    const end = { kind: 'not-started', code: error.code ?? 'unknown', message: error.message } as const
    return { end, duration, stdout: '', stderr: '', output: '', found: false, left: [] }
  }

  #endOf({ end }: Exit): ExecutionResult['end'] {
    const { notes } = this.#request
    const pid = this.#launched?.child.pid
    const by = end.kind === 'exited' || notes === undefined || pid === undefined ? undefined : takeEndNote(notes, pid)
    return by === undefined ? end : { kind: 'limited', by }
  }

  #result(exit: Exit, measured: Pick<ExecutionResult, 'duration' | 'usage' | 'left'>): ExecutionResult {
    const texts = { stdout: this.#stdout.text(), stderr: this.#stderr.text(), output: this.#output.text() }
    return {
      ...measured,
      ...texts,
      end: this.#ending === undefined ? this.#endOf(exit) : { kind: this.#ending },
      limits: this.#limits?.hits,
      found: this.#stdout.found,
    }
  }
}

/** What it has once it stands in front of its gate: a group of its own, and in that who counts, with the first process of the command. */
async function atGate({ joined, group, counter }: Launched) {
  if (!(await joined)) return {}
  const counting = counter?.()
  return { group, counter: counting, pid: counting?.pid }
}

interface Followed {
  readonly exited: Promise<Exit>
  /** The first process of the command itself. */
  readonly pid: number
  readonly counter: SwitchCounter | undefined
}

interface Exit {
  readonly at: number
  readonly end: { readonly kind: 'exited'; readonly code: number } | { readonly kind: 'signalled'; readonly signal: string }
}

function exitOf(child: Child): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const at = performance.now()
      resolve({ at, end: signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'signalled', signal } })
    })
  })
}

/** Waits for the last of the output; a process that we could not end may hold the pipe open for ever. */
async function settled(child: Child, closed: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2 * gracePeriod)
  })
  await Promise.race([closed, late])
  clearTimeout(timer)
  child.stdout.destroy()
  child.stderr.destroy()
}

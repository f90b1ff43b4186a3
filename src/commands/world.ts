/** One stream of text that a person or a program reads. */
export interface Output {
  readonly isTTY: boolean
  /** Undefined where it is no terminal. */
  readonly columns: number | undefined
  readonly write: (text: string) => void
}

/** How a process ended: `code` is undefined when a signal killed it. */
export interface ProcessEnd {
  readonly code?: number
  readonly signal?: string
}

export interface NodeChild {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined
  /** Settles when the process has ended; rejects when it could not be started. */
  readonly ended: Promise<ProcessEnd>
  readonly kill: (signal: Signal) => void
}

export interface NodeStart {
  readonly args: readonly string[]
  readonly cwd: string
  /** On top of the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** Where its standard output goes; its standard error goes to ours. */
  readonly stdout: 'stdout' | 'stderr' | 'nowhere'
}

export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGKILL'

/** Everything outside that the command line may touch besides files, so that the whole of it runs in a test. */
export interface World {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  /** True when a terminal sends Ctrl-C to us and to our children alike. */
  readonly stdinIsTTY: boolean
  /** The program of this very Node. */
  readonly nodePath: string
  /** As Node says it: `v20.19.0`. */
  readonly nodeVersion: string
  readonly platform: string
  readonly now: () => Date
  /** Starts this very Node with other arguments. */
  readonly startNode: (start: NodeStart) => NodeChild
  /** Takes a signal instead of dying of it. Call what it returns to give it back. */
  readonly onSignal: (signal: Signal, listener: () => void) => () => void
}

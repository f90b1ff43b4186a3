import type { Prepare, RunText, Verification } from '../../model/config.ts'

/** What a `verify` function is given of a sample that ended as expected. */
export interface CommandOutcome {
  /** Paths relative to the folder of the command, sorted, with forward slashes: all files of a temporary folder, else those made or changed. */
  readonly files: readonly string[]
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /** Absolute path of the folder in which the command ran. */
  readonly dir: string
}

/** Throws, or rejects, when the command did not do its work. */
export type Verify = (outcome: CommandOutcome) => void | Promise<void>

/** How a command is run and what must hold for a sample to count. */
export interface CommandOptions {
  /** Text for the shell, or a program with its arguments. */
  readonly run: RunText
  /** A folder relative to the root, `temporary` for a fresh empty one for every sample, or a function that gives one. Default: the root. */
  readonly cwd?: string | (() => string | Promise<string>)
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** Measured runs. Default 1. */
  readonly samples?: number
  /** Runs before them that are not measured. Default 0. */
  readonly warmup?: number
  /** Of one sample, in ms or as text with a unit. Default 2 minutes. */
  readonly timeout?: number | string
  readonly prepare?: Prepare
  readonly verify?: Verification | Verify
  /** A network of its own with nothing but loopback in it, whose bytes are counted. Default: the network of the machine, uncounted. */
  readonly network?: 'isolated'
  /** Default 0. */
  readonly expectExitCode?: number
}

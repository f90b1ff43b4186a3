import type { ProfileOrder } from '../../measure/profiler/recording.ts'
import type { Config } from '../../model/config.ts'

/** What the process is asked for that runs one test again. Travels as a file in the form of `v8.serialize`. */
export interface PassRequest {
  /** Absolute. */
  readonly root: string
  /** The Vitest configuration, where it is known. */
  readonly configFile?: string
  /** Arguments of the command line of Vitest, as far as there was one. */
  readonly args?: readonly string[]
  readonly config: Config
  /** Path of the test file, relative to the root. */
  readonly file: string
  /** Full name of the test, ` > ` between its parts; the whole file without it. */
  readonly test?: string
  readonly project?: string
  readonly order: ProfileOrder
  /** What global set-ups gave to each project: they still stand, and are not run again. Undefined where none has run. */
  readonly provided?: Readonly<Record<string, object>>
}

/** Name of the file for what went wrong, in the folder of what is recorded. */
export const failureFile = 'failure.txt'

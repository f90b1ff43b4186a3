import type { AsyncLocalStorage } from 'node:async_hooks'
import type { RunnerTestCase } from 'vitest'
import type { CommandOptions } from '../../measure/command/command-options.ts'
import type { Meter, Reading } from '../../measure/in-worker/meter.ts'
import type { RecordedWindow } from '../../measure/profiler/recording.ts'
import { SloError } from '../../model/fault.ts'
import type { TestLimits } from './test-limits.ts'
import type { FileHandoff, OpenHandoff, Provided } from '../handoff.ts'

/** A test attempt that is running now. */
export interface ActiveTest {
  readonly task: RunnerTestCase
  readonly handoff: OpenHandoff
  /** When the attempt began, on the clock of `now()`. */
  readonly began: number
  overlapped: boolean
  /** True until the innermost hook has marked the start of the body, where there are hooks. */
  withHooks: boolean
  /** Ends the window that measures the body. */
  stopWindow: () => Reading
  reading?: Reading
}

/** What measures in a worker. In the pass that profiles, windows say what they are, so that the one that is asked for is recorded. */
export interface Instruments extends Pick<Meter, 'stop'> {
  /** A window without a name is that of a test. */
  readonly start: (window?: RecordedWindow) => () => Reading
  /** Completes the readings of the windows that have ended. */
  readonly settle?: () => Promise<void>
  /** The CPU time of a whole file: what comes back ends the window and tells its milliseconds. */
  readonly startCpu: () => () => number | undefined
  /** There are no further windows of this kind in this test. */
  readonly ended?: (window: RecordedWindow) => void
}

/** What one worker realm knows. It lives on globalThis: with `isolate: false` the setup file runs anew for every test file. */
interface WorkerState {
  readonly active: Set<ActiveTest>
  storage?: AsyncLocalStorage<ActiveTest>
  provided?: Provided
  /** In a browser a clock and nothing more. */
  meter?: Instruments
  /** Milliseconds of the monotonic clock, out of reach of spies and fake timers. */
  now?: () => number
  /** Of Vitest: it runs the tests of the present file. Not where one of the user's does not tell. */
  runner?: object
  /** Only in the pass that profiles: how a command is run there. */
  profiledCommand?: (name: string, options: CommandOptions) => CommandOptions
  /** What was read of the attempts of the present file, in order. */
  readings?: Reading[]
  /** What the present file has recorded outside of its tests. */
  file?: Pick<FileHandoff, 'series' | 'gaps'> & { limits?: FileHandoff['limits']; traces?: FileHandoff['traces'] }
  /** What ends with the present file: containers. */
  afterFile?: (() => Promise<unknown>)[]
  /** Where limits are enforced, and once they are loaded. */
  limits?: TestLimits
}

const key = Symbol.for('vitest-slo.worker')
const realm = globalThis as { [key]?: WorkerState }

export const worker: WorkerState = (realm[key] ??= { active: new Set() })

/** The test that calls `slo.<verb>`. Throws where there is none, or where concurrent tests leave it open. */
export function currentTest(verb: string): ActiveTest {
  const stored = worker.storage?.getStore()
  if (stored !== undefined) return stored
  const [only, ...others] = worker.active
  if (only === undefined) throw new SloError(`slo.${verb}() was called outside of a running test: call it inside test(...)`)
  if (others.length === 0) return only
  throw new SloError(`slo.${verb}() cannot tell which of ${others.length + 1} concurrent tests called it: take slo from the test context, test(name, async ({ slo }) => ...)`) // prettier-ignore
}

/** The test that runs here; undefined outside of tests, and where concurrent tests leave it open. */
export function testHere(): ActiveTest | undefined {
  const [only, ...others] = worker.active
  return worker.storage?.getStore() ?? (others.length === 0 ? only : undefined)
}

/** The configuration and the instruments of this worker. Throws where the plugin is not active. */
export function activeWorker(): Required<Pick<WorkerState, 'provided' | 'meter' | 'now'>> {
  const { provided, meter, now } = worker
  if (provided !== undefined && meter !== undefined && now !== undefined) return { provided, meter, now }
  throw new SloError('vitest-slo is not active in this project: add plugins: [slo()] to its Vitest config (`slo init` does it)')
}

/** The running attempt of a task; undefined where the plugin is not active. */
export function currentTestOf(task: unknown): ActiveTest | undefined {
  for (const active of worker.active) if (active.task === task) return active
  return undefined
}

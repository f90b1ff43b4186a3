import { threadId } from 'node:worker_threads'
import { inject } from 'vitest'
import type { CommandOptions } from '../../measure/command/command-options.ts'
import { Meter } from '../../measure/in-worker/meter.ts'
import type { MeterSwitches } from '../../measure/in-worker/meter.ts'
import { childEnvironment } from '../../measure/profiler/child-environment.ts'
import { watchCompiling } from '../../measure/profiler/cpu-recorder.ts'
import type { Provided } from '../handoff.ts'
import type { OpenRecording, ProfileOrder, RecordedWindow } from '../../measure/profiler/recording.ts'
import { startRecording } from '../../measure/profiler/start-recording.ts'
import { writeRecording } from '../../measure/profiler/write-recording.ts'
import { worker } from './current-test.ts'
import type { Instruments } from './current-test.ts'
import { registerWorker } from './worker-setup.ts'

/** Called in the place of `registerWorker` in the pass that profiles: records the window that is asked for, and hands nothing over. */
export function registerProfiling(): void {
  const { profiling, project }: Provided = inject('slo')
  if (profiling === undefined) throw new Error('the pass that profiles was started without an order')
  if (profiling.kind === 'cpu' && profiling.window.kind !== 'command') watchCompiling(profiling.native)
  worker.profiledCommand = (name, options) => profiledCommand(name, options, profiling)
  registerWorker((switches) => new ProfilingMeter(switches, profiling, project))
}

/** One run of each command is enough, and only the one that is asked for is recorded. */
function profiledCommand(name: string, options: CommandOptions, order: ProfileOrder): CommandOptions {
  const { window } = order
  const once = { ...options, samples: 1, warmup: 0 }
  if (window.kind !== 'command' || window.name !== name) return once
  return { ...once, env: { ...options.env, ...childEnvironment(order, { ...process.env, ...options.env }) } }
}

/** Measures as ever, and records the windows that are asked for; several of one measure as one recording. */
class ProfilingMeter implements Instruments {
  readonly #meter: Meter
  readonly #order: ProfileOrder
  readonly #project: string
  #open: OpenRecording | undefined
  #windows = 0

  constructor(switches: MeterSwitches, order: ProfileOrder, project: string) {
    this.#meter = new Meter(switches)
    this.#order = order
    this.#project = project
  }

  start(window: RecordedWindow = { kind: 'test' }): ReturnType<Meter['start']> {
    if (!isSame(window, this.#order.window)) return this.#meter.start()
    this.#open ??= startRecording(this.#order)
    this.#windows++
    const stop = this.#meter.start()
    return () => {
      const reading = stop()
      if (window.kind !== 'measure') this.ended(window)
      return reading
    }
  }

  startCpu(): () => number | undefined {
    const stop = this.start({ kind: 'file' })
    return () => stop().cpuTime
  }

  ended(window: RecordedWindow): void {
    if (this.#open === undefined || !isSame(window, this.#order.window)) return
    const { kind, dir } = this.#order
    const data = this.#open.stop()
    const { source } = this.#open
    writeRecording(dir, { kind, source, samples: this.#windows, project: this.#project, data }, threadId)
    this.#open = undefined
    this.#windows = 0
  }

  async settle(): Promise<void> {
    await this.#meter.settle()
  }

  stop(): void {
    this.#meter.stop()
  }
}

function isSame(one: RecordedWindow, other: RecordedWindow): boolean {
  return one.kind === other.kind && ('name' in one ? one.name : '') === ('name' in other ? other.name : '')
}

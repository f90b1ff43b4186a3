import { inject, TestRunner } from 'vitest'
import type { RunnerTestFile, RunnerTestSuite } from 'vitest'
import { now } from '../../measure/in-worker/clocks.ts'
import { Meter } from '../../measure/in-worker/meter.ts'
import type { MeterSwitches } from '../../measure/in-worker/meter.ts'
import { PeakMemory } from '../../measure/in-worker/peak-memory.ts'
import { watchContainers } from './container-requests.ts'
import { worker } from './current-test.ts'
import type { Instruments } from './current-test.ts'
import { packHeapUse } from '../attempt.ts'
import type { FileHandoff, Provided } from '../handoff.ts'
import { measureAttempts, untimed } from './attempts.ts'
import { heapAfterFile } from './heap-after-file.ts'
import { learnRunner } from './runner-ends.ts'

type MakeInstruments = (switches: MeterSwitches) => Instruments

/** Called once per test file by the setup shim, before the file is imported: puts the meter around the file and every attempt. */
export function registerWorker(instruments: MakeInstruments = readyMeter): void {
  worker.provided = inject('slo') as Provided | undefined
  // `vitest list` collects and never starts a run: nothing is handed over, and there is nothing to measure.
  if (worker.provided === undefined) return
  const meter = instruments(worker.provided.config.monitoring)
  worker.meter = meter
  worker.now = now
  worker.file = { series: [], gaps: [] }
  worker.readings = []
  if (worker.provided.containers !== undefined) watchContainers(worker.provided.containers)
  const stopFile = startFile(meter, worker.provided.config.monitoring.memory)
  // Not with the function `aroundAll`: that would set up the automatic fixtures of the user before all others, and arm timers.
  const suite = TestRunner.getCurrentSuite()
  const limits = loadLimits(worker.provided, suite.file)
  suite.on(
    'aroundAll',
    untimed((run, file) => (isFile(file) ? aroundFile({ file, run, stopFile, limits }) : run())),
  )
  learnRunner()
}

/** What runs for the first time is compiled first: not at the expense of the first test. */
function readyMeter(switches: MeterSwitches): Meter {
  const meter = new Meter(switches)
  meter.warmUp()
  return meter
}

/** Loaded only where limits are set; undefined where none are. */
function loadLimits(provided: Provided, file: RunnerTestFile | undefined): Promise<void> | undefined {
  if (provided.notes === undefined) return undefined
  return import('./test-limits.ts').then(({ TestLimits }) => void (worker.limits = new TestLimits(provided, file)))
}

function startFile(meter: Instruments, memory: boolean): () => Pick<FileHandoff, 'cpuTime' | 'peakMemory'> {
  const stop = meter.startCpu()
  const peak = memory ? new PeakMemory() : undefined
  return () => {
    const cpuTime = stop()
    const peakMemory = peak?.stop()
    return { cpuTime, peakMemory }
  }
}

function isFile(suite: RunnerTestSuite | RunnerTestFile): suite is RunnerTestFile {
  return suite.file === suite
}

interface FileWindow {
  readonly file: RunnerTestFile
  readonly run: () => Promise<void>
  readonly stopFile: () => Pick<FileHandoff, 'cpuTime' | 'peakMemory'>
  readonly limits: Promise<void> | undefined
}

// No async functions from here on: those would show up in the stack traces of the user's errors.
function aroundFile({ file, run, stopFile, limits }: FileWindow): Promise<void> {
  const unwatch = measureAttempts(file)
  return endingFile(limits === undefined ? run() : limits.then(run)).finally(() => {
    unwatch()
    const counters = stopFile()
    worker.limits?.close()
    delete worker.limits
    return settled().then((settling) => handOver(file, { ...counters, ...settling }))
  })
}

/** What is known only when all tests of a file have run. */
function settled(): Promise<Pick<FileHandoff, 'heapUse' | 'heapAfter'>> {
  const { gc = false, heapAfterFile: asksForHeap = false } = worker.provided?.config.monitoring ?? {}
  const settling = gc ? worker.meter?.settle?.() : undefined
  return Promise.resolve(settling).then(() => {
    const heapUse = gc ? packHeapUse(worker.readings ?? []) : undefined
    return asksForHeap ? heapAfterFile().then((heapAfter) => ({ heapUse, heapAfter })) : { heapUse }
  })
}

function handOver(file: RunnerTestFile, known: Partial<FileHandoff>): void {
  worker.meter?.stop()
  const fitness = worker.provided?.fitness ?? { fit: true, reasons: [] }
  file.meta.sloFile = { fitness, series: [], gaps: [], ...worker.file, ...known, worker: poolNumber() }
}

/** Of Vitest's workers; undefined where it tells none. */
function poolNumber(): number | undefined {
  const number = Number(process.env['VITEST_POOL_ID'])
  return number > 0 ? number : undefined
}

/** Ends what was to live as long as the file, once its tests have ended. */
function endingFile(tests: Promise<void>): Promise<void> {
  return tests.finally(() => Promise.all((worker.afterFile ?? []).splice(0).map((stop) => stop())))
}

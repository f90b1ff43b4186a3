import { measure } from '../../measure/measure.ts'
import type { MeasureRun } from '../../measure/measure.ts'
import { readingSeries } from '../../measure/reading-series.ts'
import { activeWorker, worker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'
import { violatesTiming } from './measurement.ts'
import { originOf, recordOrFail } from './record.ts'
import { assertTimeLeft } from './time-left.ts'

/** Measures a function for a test. Its errors pass through. Imports nothing of node:, because browsers load it too. */
export async function measureInTest<T>(test: ActiveTest, work: Parameters<typeof measure<T>>[0]): Promise<MeasureRun<T>> {
  const subject = { kind: 'measure', name: work.name } as const
  try {
    return await recordOrFail(test, subject, async () => await measureOnce(test, work))
  } finally {
    worker.meter?.ended?.(subject)
  }
}

async function measureOnce<T>(test: ActiveTest, work: Parameters<typeof measure<T>>[0]): Promise<MeasureRun<T>> {
  const { meter, provided } = activeWorker()
  return await measure(work, {
    start: () => meter.start({ kind: 'measure', name: work.name }),
    settle: async () => await meter.settle?.(),
    beforeSample: (done, total) => assertTimeLeft(test, done.map(({ duration }) => duration), total), // prettier-ignore
    seriesOf: (subject, readings) =>
      readingSeries({ subject, readings, alone: !test.overlapped, switches: provided.config.monitoring, origin: originOf(test) }),
    isViolated: (measured) => violatesTiming({ kind: 'measure', name: work.name }, measured),
  })
}

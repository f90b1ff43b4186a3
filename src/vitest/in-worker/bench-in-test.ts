import type { BenchRun, BenchWork } from '../../measure/bench.ts'
import { now } from '../../measure/in-worker/clocks.ts'
import type { Subject } from '../../model/subject.ts'
import type { ActiveTest } from './current-test.ts'
import { violatesTiming } from './measurement.ts'
import { recordOrFail } from './record.ts'

/** Benchmarks in a test. The tool is loaded by the first test that needs it. */
export async function benchInTest(test: ActiveTest, work: BenchWork): Promise<BenchRun> {
  const subject: Subject = { kind: 'bench', name: work.name }
  return await recordOrFail(test, subject, async () => {
    const { measureBench } = await import('../../measure/bench.ts')
    return await measureBench(work, {
      now,
      isAlone: () => !test.overlapped,
      signal: test.task.context.signal,
      isViolated: (measured) => violatesTiming(subject, measured),
    })
  })
}

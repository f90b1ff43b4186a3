import type { LeakRun, LeakWork } from '../../measure/leak.ts'
import { now } from '../../measure/in-worker/clocks.ts'
import { SloError } from '../../model/fault.ts'
import type { ActiveTest } from './current-test.ts'
import { recordOrFail } from './record.ts'
import { assertTimeLeft } from './time-left.ts'

/** Looks for a leak in a test that has the thread for itself: what others allocate meanwhile would be held against it, or hide it. */
export async function leakInTest(test: ActiveTest, work: LeakWork): Promise<LeakRun> {
  return await recordOrFail(test, { kind: 'leak', name: work.name }, async () => {
    const [{ measureLeak }, { retainedHeap }] = await Promise.all([
      import('../../measure/leak.ts'),
      import('../../measure/in-worker/retained-heap.ts'),
    ])
    const began = now()
    const run = await measureLeak(work, {
      retained: retainedHeap,
      beforeIteration: (done, total) => {
        assertAlone(test, work.name)
        assertTimeLeft(test, done === 0 ? [] : Array.from({ length: done }, () => (now() - began) / done), total)
      },
    })
    assertAlone(test, work.name)
    return run
  })
}

function assertAlone({ overlapped }: ActiveTest, name: string): void {
  if (!overlapped) return
  throw new SloError(
    `slo.leak('${name}'): a concurrent test shares the heap, so its growth cannot be told from this one's: take the test out of test.concurrent`,
  )
}

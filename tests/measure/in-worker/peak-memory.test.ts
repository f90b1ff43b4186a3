import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { PeakMemory } from '../../../src/measure/in-worker/peak-memory.ts'

test('sees a peak that is gone again, and forgets it for the next window', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const first = new PeakMemory()
  touch(200e6)
  const peak = first.stop() as number
  expect(peak).toBeGreaterThan(200e6)
  for (let i = 0; i < 3; i++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const fresh = new PeakMemory().stop() as number
  expect(fresh).toBeLessThan(peak - 150e6)
})

function touch(bytes: number): void {
  expect(Buffer.alloc(bytes, 1).at(-1)).toBe(1)
}

import { timeShortage } from '../../measure/time-shortage.ts'
import { SloError } from '../../model/fault.ts'
import { activeWorker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'

/** Gives up early where samples cannot fit the timeout of their test: better than Vitest's bare "timed out", which names no number. */
export function assertTimeLeft({ task: { timeout }, began }: ActiveTest, done: readonly number[], total: number): void {
  const shortage = timeShortage({ timeout, elapsed: activeWorker().now() - began }, done, total)
  if (shortage !== undefined) throw new SloError(shortage)
}

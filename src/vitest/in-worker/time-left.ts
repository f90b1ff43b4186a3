import { SloError } from '../../model/fault.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import { activeWorker } from './current-test.ts'
import type { ActiveTest } from './current-test.ts'

/**
 * Gives up early when the samples still asked for cannot fit the timeout of the test even at the pace of the fastest one, and names
 * the timeout to set: better than Vitest's bare "timed out", which would come later and without a number.
 */
export function assertTimeLeft(active: ActiveTest, done: readonly number[], total: number): void {
  const { timeout } = active.task
  if (done.length === 0 || !Number.isFinite(timeout) || timeout <= 0) return
  const elapsed = activeWorker().now() - active.began
  const needed = elapsed + Math.min(...done) * (total - done.length)
  if (needed <= timeout) return
  const roomy = Math.ceil((needed * 1.5) / 1000) * 1000
  throw new SloError(
    `${total} samples of about ${formatQuantity(Math.min(...done), 'ms')} need ${formatQuantity(needed, 'ms')} in all, and this test may take ` +
      `${formatQuantity(timeout, 'ms')}: set { timeout: ${roomy} } on the test, or take fewer samples`,
  )
}

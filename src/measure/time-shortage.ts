import { formatQuantity } from '../model/format-quantity.ts'

/** The time of a test in milliseconds: what it may take, and what is gone. */
export interface TestTime {
  readonly timeout: number
  readonly elapsed: number
}

/**
 * Says when the samples still asked for cannot fit the time of a test even at the pace of the fastest one, and which timeout would do;
 * undefined while they may. Not before half of the time is gone: the first samples of a cold function, or on a busy machine, say little
 * about the others. `done` are the durations of those taken, in milliseconds.
 */
export function timeShortage({ timeout, elapsed }: TestTime, done: readonly number[], total: number): string | undefined {
  if (done.length === 0 || !Number.isFinite(timeout) || timeout <= 0 || elapsed < timeout / 2) return undefined
  const fastest = Math.min(...done)
  const needed = elapsed + fastest * (total - done.length)
  if (needed <= timeout) return undefined
  const roomy = Math.ceil((needed * 1.5) / 1000) * 1000
  return (
    `${total} samples of about ${formatQuantity(fastest, 'ms')} need ${formatQuantity(needed, 'ms')} in all, and this test may take ` +
    `${formatQuantity(timeout, 'ms')}: set { timeout: ${roomy} } on the test, or take fewer samples`
  )
}

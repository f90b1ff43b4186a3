import type { Probe } from '../../model/config.ts'
import { activeWorker } from './current-test.ts'

/**
 * Shows on a terminal which sample of a probe is being taken, in one line that is written over: `probe 2 of 5  cli:new  sample 7 of 10`.
 * Call what it returns with the number of samples taken. A log has its one line from the main process.
 */
export function showProgress(probe: Probe, round: 'first' | 'again'): (done: number) => void {
  const { terminal, config } = activeWorker().provided
  if (terminal !== true) return () => undefined
  const place = `probe ${config.probes.indexOf(probe) + 1} of ${config.probes.length}  ${probe.name}`
  const line = (done: number): string => ` slo  ${place}  ${round === 'again' ? 'again, ' : ''}${stepOf(probe, done)}\n`
  process.stderr.write(line(0))
  // One line up, and empty it: nothing else is written while a probe runs alone.
  return (done) => void process.stderr.write(`\u001b[1A\u001b[2K${line(done)}`)
}

function stepOf({ samples, warmup }: Probe, done: number): string {
  if (done >= samples) return samples === 1 ? '1 sample' : `${samples} samples`
  const first = done === 0 && warmup > 0 ? ` after ${warmup} warm-up` : ''
  return `sample ${done + 1} of ${samples}${first}`
}

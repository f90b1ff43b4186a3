import { appendFileSync, existsSync } from 'node:fs'
import type { Probe } from '../../model/config.ts'
import type { LiveEvent } from '../../model/live.ts'
import { activeWorker } from './current-test.ts'

type Round = 'first' | 'again'

/**
 * Shows which sample of a probe is being taken: on a terminal in one line that is written over, `probe 2 of 5  cli:new  sample 7 of 10`,
 * and to those who watch the run in another way. Call what it returns with the number of samples taken. A log has its one line from the
 * main process.
 */
export function showProgress(probe: Probe, round: Round): (done: number) => void {
  const shown = [onTerminal(probe, round), inLog(probe, round)].filter((show) => show !== undefined)
  return (done) => {
    for (const show of shown) show(done)
  }
}

function onTerminal(probe: Probe, round: Round): ((done: number) => void) | undefined {
  const { terminal, config } = activeWorker().provided
  if (terminal !== true) return undefined
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

/** The log is there while somebody watches. */
function inLog({ name, samples }: Probe, round: Round): ((done: number) => void) | undefined {
  const { live, config } = activeWorker().provided
  if (live === undefined) return undefined
  const place = config.probes.findIndex((one) => one.name === name) + 1
  const tell = (done: number): void => {
    if (!existsSync(live)) return
    const event: LiveEvent = { kind: 'probe', probe: { name, place, of: config.probes.length, round, done, samples } }
    try {
      appendFileSync(live, `${JSON.stringify(event)}\n`)
    } catch {
      // Nobody's probe fails because somebody looks at it.
    }
  }
  tell(0)
  return tell
}

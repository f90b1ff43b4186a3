import type { CommandRun } from '../../measure/command/measure-command.ts'
import type { Probe } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import type { Measured } from '../../model/series.ts'
import type { Trace } from '../../model/stretch.ts'
import { activeWorker, worker } from './current-test.ts'
import { violatesTiming } from './measurement.ts'
import { showProgress } from './probe-progress.ts'

const runs = new Map<Probe, CommandRun>()

/** The body of the test of a probe. What it measures goes with the file, not with the test: its confirmation comes after the last test. */
export function testOfProbe(name: string): () => Promise<void> {
  return async () => {
    const probe = activeWorker().provided.config.probes.find((one) => one.name === name)
    if (probe === undefined) throw new SloError(`there is no probe ${name}`)
    const run = await runProbe(probe, 'first')
    runs.set(probe, run)
    const failure = run.gaps.find(({ kind }) => kind === 'failed-sample')
    if (failure !== undefined) throw new SloError(`probe ${probe.name}: ${failure.reason}`)
  }
}

/** Measures those probes once more that violate a wall-time objective, and hands everything over. */
export async function confirmProbes(): Promise<void> {
  for (const [probe, run] of runs) {
    const { series, gaps } = await confirmed(probe, run)
    worker.file?.series.push(...series)
    worker.file?.gaps.push(...gaps)
  }
}

async function confirmed(probe: Probe, run: CommandRun): Promise<Measured> {
  if (run.gaps.some(({ kind }) => kind === 'failed-sample') || !violatesTiming(run.subject, run)) return run
  const again = await runProbe(probe, 'again')
  const confirmation = again.series.find(({ metric }) => metric === 'duration')?.samples
  const series = run.series.map((one) => (one.metric === 'duration' ? { ...one, confirmation } : one))
  return { series, gaps: [...run.gaps, ...again.gaps.filter(({ kind }) => kind === 'failed-sample')] }
}

async function runProbe(probe: Probe, round: 'first' | 'again'): Promise<CommandRun> {
  const { measureCommand } = await import('../../measure/command/measure-command.ts')
  const { root, config, notes } = activeWorker().provided
  const { interval } = config.monitoring
  const progress = showProgress(probe, round)
  const run = await measureCommand(probe.name, probe, {
    root,
    reportsDir: config.reports.dir,
    interval,
    switches: config.monitoring,
    limits: config.limits,
    slos: config.slos,
    notes,
    onSample: ({ length }) => progress(length),
  })
  if (worker.file !== undefined && run.trace !== undefined)
    worker.file.traces = [...(worker.file.traces ?? []), inRound(run.trace, round)]
  if (worker.file !== undefined && run.limits.length > 0) worker.file.limits = [...(worker.file.limits ?? []), ...run.limits]
  for (const note of run.notes) process.stderr.write(` slo  probe ${probe.name}: ${note}\n`)
  return run
}

/** What is taken once more confirms the first. */
function inRound(trace: Trace, round: 'first' | 'again'): Trace {
  if (round === 'first') return trace
  return { ...trace, phases: trace.phases.map((phase) => ({ ...phase, name: phase.name.replace(/^sample/, 'confirmation') })) }
}

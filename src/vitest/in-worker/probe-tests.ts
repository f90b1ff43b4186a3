import { afterAll, test } from 'vitest'
import { measureCommand } from '../../measure/command/measure-command.ts'
import type { CommandContext, CommandRun } from '../../measure/command/measure-command.ts'
import type { Probe } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import { activeWorker, worker } from './current-test.ts'
import { violatesTiming } from './measurement.ts'

/**
 * Gives every probe a test, and a second measurement at the end to those that violate a wall-time objective. What they measured goes
 * with the file, not with the tests: the confirmation comes after the last test.
 */
export function registerProbes(): void {
  const { probes } = activeWorker().provided.config
  const runs = new Map<Probe, CommandRun>()
  for (const probe of probes) {
    test(probe.name, async () => {
      const run = await measureCommand(probe.name, probe, probeContext())
      runs.set(probe, run)
      const [failure] = run.gaps.filter(({ kind }) => kind === 'failed-sample')
      if (failure !== undefined) throw new SloError(`probe ${probe.name}: ${failure.reason}`)
    })
  }
  afterAll(async () => {
    for (const [probe, run] of runs) worker.file?.series.push(...(await confirmed(probe, run)).series)
    for (const run of runs.values()) worker.file?.gaps.push(...run.gaps)
  })
}

async function confirmed(probe: Probe, run: CommandRun): Promise<Pick<CommandRun, 'series'>> {
  if (run.gaps.some(({ kind }) => kind === 'failed-sample') || !violatesTiming(run.subject, run)) return run
  const again = await measureCommand(probe.name, probe, probeContext())
  const confirmation = again.series.find(({ metric }) => metric === 'duration')?.samples
  return { series: run.series.map((series) => (series.metric === 'duration' ? { ...series, confirmation } : series)) }
}

function probeContext(): CommandContext {
  const { root, config } = activeWorker().provided
  return { root, reportsDir: config.reports.dir, interval: config.monitoring.interval }
}

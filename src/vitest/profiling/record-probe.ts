import { measureCommand } from '../../measure/command/measure-command.ts'
import { childEnvironment } from '../../measure/profiler/child-environment.ts'
import { SloError } from '../../model/fault.ts'
import type { ProfileTarget } from '../../profile/profile-targets.ts'
import type { PassContext } from './pass-context.ts'

/** Runs a probe once more, its Node processes recording into the folder. Gives the reason where it failed. */
export async function recordProbe(
  { subject, kind }: ProfileTarget,
  dir: string,
  context: PassContext,
): Promise<string | undefined> {
  const { root, config, native } = context
  const probe = config.probes.find(({ name }) => name === subject.name)
  if (probe === undefined) throw new SloError(`no probe ${subject.name} is declared in slo.config.ts any more`)
  const env = { ...probe.env, ...childEnvironment({ kind, native, dir }, { ...process.env, ...probe.env }) }
  const once = { ...probe, env, samples: 1, warmup: 0, timeout: Math.min(probe.timeout, config.profiling.timeout) }
  const { interval } = config.monitoring
  const run = await measureCommand(subject.name, once, { root, reportsDir: config.reports.dir, interval })
  for (const note of run.notes) context.note(`probe ${subject.name}: ${note}`)
  return run.gaps.find((gap) => gap.kind === 'failed-sample')?.reason
}

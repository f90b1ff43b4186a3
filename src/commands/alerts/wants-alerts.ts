import { isCi } from '../../declare/detect-environment.ts'
import type { Config } from '../../model/config.ts'
import type { Run } from '../../model/run.ts'

/** Whether somebody is told of a run. A shard judges nothing, a part of the tests says little, and in watch mode somebody is looking. */
export function wantsAlerts(
  { scope }: Pick<Run, 'scope'>,
  { alerts }: Pick<Config, 'alerts'>,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (alerts === undefined || (scope !== 'full' && scope !== 'merged')) return false
  if (alerts.when === 'never' || env['SLO_RUN'] === 'comparison') return false
  return alerts.when === 'always' || isCi(env)
}

import type { Config } from '../model/config.ts'
import { falseAlarmsText } from '../model/false-alarms.ts'
import { formatQuantity } from '../model/format-quantity.ts'
import { formatObjective } from '../model/objective.ts'
import type { ExitCode } from '../model/run.ts'
import { formatErrorBudget } from '../model/error-budget.ts'
import type { Slo } from '../model/slo.ts'
import { formatSelector } from '../model/subject.ts'
import { alignColumns } from './align-columns.ts'
import { loadProject } from './load-project.ts'
import { printJson } from './print-json.ts'
import type { World } from './world.ts'

export interface ValidateRequest {
  readonly file?: string
  readonly json?: boolean
}

/** `slo validate`: says what the configuration promises. Throws ConfigError with every fault where it cannot be used. */
export async function validate({ file, json }: ValidateRequest, world: World): Promise<ExitCode> {
  const { name, config } = await loadProject(world, { file })
  if (json === true) printJson(world.stdout, { exitCode: 0, file: name, ...withoutSecrets(config) })
  else world.stdout.write(`${describeConfig(name, config).join('\n')}\n`)
  return 0
}

/** Addresses and keys of channels are nobody's business. */
function withoutSecrets({ alerts, ...config }: Config): object {
  if (alerts === undefined) return config
  return {
    ...config,
    alerts: { ...alerts, channels: alerts.channels.map(({ name, kind, timeout }) => ({ name, kind, timeout })) },
  }
}

function describeConfig(name: string, { slos, probes, metrics, environment, machineClass }: Config): string[] {
  const counts = [countOf(slos.length, 'SLO'), countOf(probes.length, 'probe'), countOf(metrics.length, 'metric')].join(', ')
  const rows = slos.map((slo) => [`  ${slo.name}`, `${formatSelector(slo.sli.subject)} ${slo.sli.metric}`, boundsOf(slo)])
  const relative = slos.filter(({ baseline }) => baseline !== undefined).length
  return [
    `${name} is valid: ${counts} (environment ${environment}, machine class ${machineClass})`,
    ...alignColumns(rows),
    ...(relative === 0 ? [] : [falseAlarmsText(relative)]),
  ]
}

function boundsOf({ objective, warning, enforce, errorBudget, baseline, waiver }: Slo): string {
  const warns = warning === undefined ? '' : `, warning ${formatObjective(warning)}`
  const past =
    baseline === undefined
      ? ''
      : `, at most +${formatQuantity(baseline.maxRegression, 'ratio')} over ${baseline.against ?? 'main'}`
  const waived = waiver === undefined ? '' : `, waived up to ${waiver.ceiling.written} until ${waiver.expires}`
  const budget = errorBudget === undefined ? '' : `, good in ${formatErrorBudget(errorBudget)}`
  return `${formatObjective(objective)}${warns}${past}${waived}${enforce === 'warn' ? ' (warn only)' : ''}${budget}`
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

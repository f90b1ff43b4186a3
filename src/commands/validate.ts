import type { Config } from '../model/config.ts'
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
  if (json === true) printJson(world.stdout, { exitCode: 0, file: name, ...config })
  else world.stdout.write(`${describeConfig(name, config).join('\n')}\n`)
  return 0
}

function describeConfig(name: string, { slos, probes, metrics, environment, machineClass }: Config): string[] {
  const counts = [countOf(slos.length, 'SLO'), countOf(probes.length, 'probe'), countOf(metrics.length, 'metric')].join(', ')
  const rows = slos.map((slo) => [`  ${slo.name}`, `${formatSelector(slo.sli.subject)} ${slo.sli.metric}`, boundsOf(slo)])
  return [`${name} is valid: ${counts} (environment ${environment}, machine class ${machineClass})`, ...alignColumns(rows)]
}

function boundsOf({ objective, warning, enforce, errorBudget }: Slo): string {
  const warns = warning === undefined ? '' : `, warning ${formatObjective(warning)}`
  return `${formatObjective(objective)}${warns}${enforce === 'warn' ? ' (warn only)' : ''}${errorBudget === undefined ? '' : `, good in ${formatErrorBudget(errorBudget)}`}`
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

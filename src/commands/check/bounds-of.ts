import type { Environment } from '../../declare/detect-environment.ts'
import { SloError } from '../../model/fault.ts'
import type { Stored } from './stored.ts'

/**
 * The environment and class of machines whose bounds the results are judged by: those they were measured in, not those of the
 * machine that checks. SLO_ENV and SLO_MACHINE win. Throws SloError where results differ and neither says what holds.
 */
export function boundsOf(all: readonly Stored[], env: Readonly<Record<string, string | undefined>>): Environment {
  const environments = new Set(all.map(({ run }) => run.environment))
  const classes = new Set(all.map(({ run }) => run.machine.class))
  return {
    environment: env['SLO_ENV']?.trim() || only(environments, 'environment', 'SLO_ENV'),
    machineClass: env['SLO_MACHINE']?.trim() || only(classes, 'machine class', 'SLO_MACHINE'),
  }
}

function only(values: ReadonlySet<string>, what: string, variable: string): string {
  const [value] = values
  if (value !== undefined && values.size === 1) return value
  throw new SloError(`these results differ in ${what} (${[...values].join(', ')}), and each has bounds of its own; set ${variable} to the one that holds`) // prettier-ignore
}

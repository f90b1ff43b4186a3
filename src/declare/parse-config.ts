import type { Config, MetricDeclaration } from '../model/config.ts'
import type { BudgetWindow } from '../model/error-budget.ts'
import type { Fault } from '../model/fault.ts'
import { nearest } from '../model/nearest.ts'
import { showValue } from '../model/show-value.ts'
import { buildConfig } from './build-config.ts'
import { checkBudgets } from './check-budgets.ts'
import type { WrittenBudget } from './check-budgets.ts'
import { checkLimits } from './check-limits.ts'
import type { ReadLimit } from './check-limits.ts'
import { checkSlos } from './check-slos.ts'
import type { Readers } from './check-slos.ts'
import { faultsInOrder } from './finding.ts'
import type { Finding } from './finding.ts'
import { plainCopy } from './plain-copy.ts'
import { targetSchema, windowSchema } from './schema/budget-schema.ts'
import { configSchema } from './schema/config-schema.ts'
import { findingsOf } from './schema/findings-of.ts'
import { limitSchema } from './schema/limit-schema.ts'
import { metricSchema } from './schema/metric-schema.ts'
import { readOnce } from './schema/read-once.ts'
import { indicatorSchema } from './schema/sli-schema.ts'
import { keysAt, valueAt } from './value-at.ts'

/** What a file is read for. Environment and machine class choose the overrides; all of them are checked, whichever applies. */
export interface ConfigContext {
  /** Name of the file, for messages. */
  readonly file: string
  readonly environment: string
  readonly machineClass: string
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** The default export of a config file, checked: the configuration that applies here, or every fault of the file at once. Never throws. */
export function parseConfig(raw: unknown, context: ConfigContext): ParsedConfig {
  const plain = plainCopy(raw)
  if (plain === undefined)
    return { ok: false, faults: [{ code: 'no-default-export', path: '', hint: 'write export default defineConfig({ ... })' }] }
  const parsed = configSchema.safeParse(plain, readOnce)
  const ofSchema = parsed.success ? [] : findingsOf(parsed.error.issues)
  const readers = readersOf(plain)
  const ofSlos = [...checkSlos(plain, readers), ...checkLimits(plain, readers), ...checkBudgets(plain, readBudget)]
  const findings = [...ofSchema, ...ofSlos, ...checkEnvironment(plain, context.environment), ...checkAlerts(plain)]
  if (!parsed.success || findings.length > 0) return { ok: false, faults: faultsInOrder(findings, plain) }
  return { ok: true, config: buildConfig({ checked: parsed.data, plain }, context) }
}

function readersOf(plain: unknown): Readers & { readonly limit: ReadLimit } {
  const names = keysAt(plain, ['metrics'])
  const metrics = names.flatMap((name): readonly MetricDeclaration[] => {
    const read = metricSchema.safeParse(valueAt(plain, ['metrics', name]), readOnce)
    return read.success ? [{ name, ...read.data }] : []
  })
  return {
    sli: (written) => indicatorSchema.safeParse(written).data,
    declared: { names, metrics },
    limit: (name, written) => limitSchema(name).safeParse(written).data,
  }
}

function readBudget({ target, window }: WrittenBudget): { readonly target?: number; readonly window?: BudgetWindow } {
  return { target: targetSchema.safeParse(target).data, window: windowSchema.safeParse(window).data }
}

/** Whoever was told must not be told again, so somebody has to remember. */
function checkAlerts(plain: unknown): readonly Finding[] {
  if (valueAt(plain, ['alerts']) === undefined || valueAt(plain, ['history']) !== false) return []
  return [{ code: 'no-memory', path: ['alerts'], hint: 'leave out history: false' }]
}

/** An environment that was asked for by name and is not declared beside others is a typo that would lose its bounds. */
function checkEnvironment(plain: unknown, environment: string): readonly Finding[] {
  const declared = keysAt(plain, ['environments'])
  const known = [...new Set(['development', 'ci', ...declared])]
  if (declared.length === 0 || known.includes(environment)) return []
  const near = nearest(environment, known)
  const hint = `correct SLO_ENV, or declare environments: { ${showValue(environment)}: {} }`
  return [
    {
      code: 'unknown-value',
      path: ['environments'],
      came: `the environment ${showValue(environment)}`,
      expected: `one of ${known.join(', ')}`,
      hint,
      nearest: near,
    },
  ]
}

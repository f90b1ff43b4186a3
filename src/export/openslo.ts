import type { ErrorBudget } from '../model/error-budget.ts'
import { SloError } from '../model/fault.ts'
import type { Operator } from '../model/objective.ts'
import type { Slo } from '../model/slo.ts'
import { renderLabels } from './exposition.ts'
import { inBaseUnit, prefix } from './metric-family.ts'
import { selectorOf } from './prometheus-rules.ts'
import type { Promised } from './prometheus-rules.ts'
import { figureNames } from './verdict-families.ts'

/** One object of OpenSLO v1: https://github.com/OpenSLO/OpenSLO. */
export interface OpenSloObject {
  readonly apiVersion: 'openslo/v1'
  readonly kind: 'Service' | 'SLO'
  readonly metadata: {
    readonly name: string
    readonly displayName?: string
    readonly labels?: Readonly<Record<string, readonly string[]>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  readonly spec: object
}

/** The service and every SLO on it. Throws SloError where two names become one. */
export function openSlo(promised: Promised): OpenSloObject[] {
  const service = promised.service ?? 'vitest-slo'
  const objects = promised.slos.map((slo) => sloObject(slo, promised, dnsLabel(service)))
  const names = new Map<string, string>()
  promised.slos.forEach(({ name }, i) => {
    const taken = (objects[i] as OpenSloObject).metadata.name
    const other = names.get(taken)
    if (other !== undefined)
      throw new SloError(`slos.${name} and slos.${other} would both be named ${taken} in OpenSLO: rename one of them`)
    names.set(taken, name)
  })
  return [serviceObject(service), ...objects]
}

function serviceObject(service: string): OpenSloObject {
  const metadata = { name: dnsLabel(service), displayName: shortened(service, longestName) }
  return {
    apiVersion: 'openslo/v1',
    kind: 'Service',
    metadata,
    spec: { description: 'Judged by vitest-slo while its tests run.' },
  }
}

function sloObject(slo: Slo, promised: Promised, service: string): OpenSloObject {
  const { name, owner, objective, errorBudget } = slo
  const said = `${objective.statistic} ${objective.op} ${objective.written}`
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name: dnsLabel(name),
      displayName: shortened(name, longestName),
      ...(owner === undefined ? {} : { labels: { owner: [owner] } }),
      annotations: { 'vitest-slo/objective': said, 'vitest-slo/enforce': slo.enforce, ...windowNote(errorBudget) },
    },
    spec: {
      description: shortened(slo.description ?? `${name}: ${said}`, longestDescription),
      service,
      indicator: { metadata: { name: dnsLabel(name) }, spec: indicatorOf(slo, promised) },
      timeWindow: [{ duration: windowOf(errorBudget), isRolling: true }],
      budgetingMethod: errorBudget === undefined ? 'Timeslices' : methods[errorBudget.method],
      objectives: [objectiveOf(slo)],
    },
  }
}

const longestDescription = 1050
const longestName = 63

function indicatorOf(slo: Slo, promised: Promised): object {
  const query = `${prefix}${figureNames(slo.objective.unit).measured}${renderLabels(selectorOf(slo, promised))}`
  return { thresholdMetric: { metricSource: { type: 'Prometheus', spec: { query } } } }
}

const methods = { occurrences: 'Occurrences', timeslices: 'Timeslices', 'ratio-timeslices': 'RatioTimeslices' } as const

const operators: Readonly<Record<Operator, string>> = { '<=': 'lte', '<': 'lt', '>=': 'gte', '>': 'gt' }

/** OpenSLO takes no target of 1: what must hold in every run is written as close to it as is sensible, and annotated. */
const everyRun = 0.9999

function objectiveOf({ objective, errorBudget }: Slo): object {
  const { statistic, op, threshold, unit } = objective
  return {
    displayName: statistic,
    op: operators[op],
    value: inBaseUnit(threshold, unit),
    target: errorBudget?.target ?? everyRun,
    ...slicesOf(errorBudget?.method ?? 'timeslices'),
  }
}

/** A run is a slice, and holds as a whole or not at all. How often a run comes is not ours to say: an hour stands in. */
function slicesOf(method: ErrorBudget['method']): object {
  if (method === 'occurrences') return {}
  return method === 'timeslices' ? { timeSliceTarget: 1, timeSliceWindow: '1h' } : { timeSliceWindow: '1h' }
}

/** A window of runs has no length in time: 28 days stand in, and the annotation says what is meant. */
function windowOf(budget: ErrorBudget | undefined): string {
  return budget?.window.unit === 'days' ? `${budget.window.length}d` : '28d'
}

function windowNote(budget: ErrorBudget | undefined): Readonly<Record<string, string>> {
  if (budget === undefined) return { 'vitest-slo/target': '1', 'vitest-slo/window': 'every run' }
  return { 'vitest-slo/window': `${budget.window.length} ${budget.window.unit}` }
}

/** So many characters at most, none of them cut in half. */
function shortened(text: string, most: number): string {
  return Array.from(text).slice(0, most).join('')
}

/** After RFC 1123: at most 63 lower-case letters, digits and dashes. */
function dnsLabel(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z\d]+/g, '-')
  return plain.slice(0, 63).replaceAll(/^-+|-+$/g, '') || 'unnamed'
}

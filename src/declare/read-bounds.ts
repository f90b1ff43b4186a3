import { canonical, isStricter, isUpperBound, parseObjective, statistics } from '../model/objective.ts'
import type { Objective, ObjectiveFault, Statistic } from '../model/objective.ts'
import { nearest } from '../model/nearest.ts'
import { showPath, showValue } from '../model/show-value.ts'
import type { Dimension } from '../model/unit.ts'
import type { Finding } from './finding.ts'
import type { Layer } from './slo-layers.ts'

export type ReadBounds =
  | { readonly ok: true; readonly objective: Objective; readonly warning?: Objective }
  | { readonly ok: false; readonly findings: readonly Finding[] }

interface Written {
  readonly text: string
  readonly path: readonly string[]
  /** Which layer it stands in. */
  readonly layer: number
}

/** The bounds that hold after all layers: the last objective and the last warning, which must be the stricter one. */
export function readBounds(layers: readonly Layer[], dimension: Dimension): ReadBounds {
  const written = { objective: lastOf(layers, 'objective'), warning: lastOf(layers, 'warning') }
  // A missing objective is found by the schema.
  if (written.objective === undefined) return { ok: false, findings: [] }
  const objective = readOne(written.objective, dimension)
  if (written.warning === undefined)
    return 'finding' in objective ? { ok: false, findings: [objective.finding] } : { ok: true, ...objective }
  const implied = 'finding' in objective ? undefined : objective.objective.statistic
  const warning = readOne(written.warning, dimension, implied)
  if ('finding' in objective || 'finding' in warning) {
    return { ok: false, findings: [objective, warning].flatMap((read) => ('finding' in read ? [read.finding] : [])) }
  }
  if (isStricter(warning.objective, objective.objective))
    return { ok: true, objective: objective.objective, warning: warning.objective }
  return { ok: false, findings: [notStricter({ objective: written.objective, warning: written.warning }, objective.objective)] }
}

function lastOf(layers: readonly Layer[], key: 'objective' | 'warning'): Written | undefined {
  const layer = layers.findLastIndex((candidate) => candidate[key] !== undefined)
  const { path, [key]: text } = layers[layer] ?? { path: [] }
  return text === undefined ? undefined : { text, path: [...path, key], layer }
}

function readOne(
  { text, path }: Written,
  dimension: Dimension,
  implied?: Statistic,
): { readonly objective: Objective } | { readonly finding: Finding } {
  const parsed = parseObjective(text, dimension, implied)
  return parsed.ok ? { objective: parsed.objective } : { finding: { path, ...faultOf(parsed.fault) } }
}

function faultOf(fault: ObjectiveFault): Omit<Finding, 'path'> {
  const came = showValue(fault.came)
  switch (fault.problem) {
    case 'no-operator':
      return {
        code: fault.problem,
        came,
        expected: "one of <=, <, >= and > before the quantity, as in '<= 15s'",
        hint: operatorHint(fault.came),
      }
    case 'unknown-statistic':
      return { code: fault.problem, came, ...statisticWayOut(fault.came) }
    case 'bad-percentile':
      return { code: fault.problem, came, expected: 'a percentile such as p50, p95 or p99.9; the largest sample is max' }
    default:
      return { code: fault.problem, came, expected: fault.expected, hint: fault.hint }
  }
}

function operatorHint(text: string): string | undefined {
  const sign = /[≤≥]/.exec(text)?.[0]
  if (sign !== undefined) return `write ${sign === '≤' ? '<=' : '>='} for ${sign}`
  return text.includes('=') ? 'no measurement is ever exactly equal: promise a bound' : undefined
}

function statisticWayOut(word: string): Pick<Finding, 'expected' | 'nearest'> {
  const near = /^p\d/i.test(word) ? /^p\d{1,2}(\.\d+)?/i.exec(word)?.[0].toLowerCase() : nearest(word, statistics)
  return near === undefined ? { expected: `one of ${statistics.join(', ')}, or a percentile such as p95` } : { nearest: near }
}

function notStricter(written: { readonly objective: Written; readonly warning: Written }, objective: Objective): Finding {
  const fromElsewhere = written.warning.layer < written.objective.layer
  return {
    code: 'warning-not-stricter',
    path: fromElsewhere ? written.objective.path : written.warning.path,
    came: showValue(written.warning.text),
    expected: `a bound on ${canonical(objective.statistic)} ${isUpperBound(objective.op) ? 'below' : 'above'} ${objective.written}, to be crossed first`,
    hint: fromElsewhere ? `the warning is that of ${showPath(written.warning.path)}: write one here too` : undefined,
  }
}

import { formatApart } from '../../model/format-quantity.ts'

/** One figure of the machine, with the bound beyond which timings cannot be trusted. */
export interface FitnessCheck {
  /** What the figure is: `load per core`. */
  readonly figure: string
  readonly when: 'before the run' | 'during the run'
  /** Undefined where it cannot be known here: then the check says nothing, neither good nor bad. */
  readonly value: number | undefined
  readonly op: '<' | '>'
  readonly bound: number
  readonly unit: 'ratio' | 'count'
}

/** The checks that failed, each in words with figure and bound: `load per core 3.1 before the run > 1.5`. */
export function failedChecks(checks: readonly FitnessCheck[]): string[] {
  return checks.flatMap(({ figure, when, value, op, bound, unit }) => {
    if (value === undefined || !(op === '>' ? value > bound : value < bound)) return []
    const [is, limit] = formatApart(value, bound, unit)
    return [`${figure} ${is} ${when} ${op} ${limit}`]
  })
}

import { formatApart } from '../../model/format-quantity.ts'

/** One figure of the machine, with the bound beyond which timings cannot be trusted. */
export interface FitnessCheck {
  /** What the figure is: `load per core`. */
  readonly figure: string
  /** Undefined where it cannot be known here: then the check says nothing, neither good nor bad. */
  readonly value: number | undefined
  readonly op: '<' | '>'
  readonly bound: number
  /** A share where nothing else is said. */
  readonly unit?: 'count' | 'ratio'
}

/** The checks that failed, each in words with figure and bound: `load per core 3.1 before the run > 1.5`. */
export function failedChecks(when: string, checks: readonly FitnessCheck[]): string[] {
  return checks.flatMap(({ figure, value, op, bound, unit = 'ratio' }) => {
    if (value === undefined || !(op === '>' ? value > bound : value < bound)) return []
    const [is, limit] = formatApart(value, bound, unit)
    return [`${figure} ${is} ${when} ${op} ${limit}`]
  })
}

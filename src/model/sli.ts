import type { Metric, MetricOf, SubjectKind } from './metric.ts'
import { metricsOf } from './metric.ts'
import type { Selector } from './subject.ts'
import type { Dimension } from './unit.ts'

/** A service level indicator: a metric of the subjects that a selector names. Plain data; `D` lives in the types only. */
export interface Sli<D extends Dimension | 'custom' = Dimension | 'custom'> {
  readonly subject: Selector
  readonly metric: Metric
  /** Never set: carries the dimension to the compiler, so that `<= 100MB` on a duration does not compile. */
  readonly dimension?: D
}

type Metrics<K extends SubjectKind> = {
  readonly [M in MetricOf<K>]: Sli<Extract<(typeof metricsOf)[K][M], Dimension | 'custom'>>
}

/** Selects tests by a glob on their full name, or by file, name and tag together. */
export type TestSelector = string | { readonly file?: string; readonly name?: string; readonly tag?: string }

/**
 * Builds indicators: `sli.command('build').duration`, `sli.test({ file: 'tests/unit/**' }).duration`, `sli.run.memory`.
 * Every metric of a subject is a property; nothing is measured by naming it.
 */
export const sli = {
  test: (selector: TestSelector): Metrics<'test'> =>
    indicators({ kind: 'test', ...(typeof selector === 'string' ? { name: selector } : selector) }),
  file: (glob: string): Metrics<'file'> => indicators({ kind: 'file', name: glob }),
  command: (name: string): Metrics<'command'> => indicators({ kind: 'command', name }),
  measure: (name: string): Metrics<'measure'> => indicators({ kind: 'measure', name }),
  container: (name: string): Metrics<'container'> => indicators({ kind: 'container', name }),
  leak: (name: string): Metrics<'leak'> => indicators({ kind: 'leak', name }),
  bench: (name: string): Metrics<'bench'> => indicators({ kind: 'bench', name }),
  artifact: (glob: string): Metrics<'artifact'> => indicators({ kind: 'artifact', name: glob }),
  metric: (name: string): Metrics<'metric'> => indicators({ kind: 'metric', name }),
  run: indicators({ kind: 'run' }),
} as const

function indicators<K extends SubjectKind>(subject: Selector & { readonly kind: K }): Metrics<K> {
  const entries = Object.keys(metricsOf[subject.kind]).map((metric) => [metric, { subject, metric }])
  return Object.fromEntries(entries) as Metrics<K>
}

import type { Mark, PastVerdict, RunHead } from '../../src/model/history.ts'
import { noPast } from '../../src/model/past.ts'
import type { Past } from '../../src/model/past.ts'
import { head } from '../history/sample-history.ts'
import { build } from './sample-slo.ts'

/** One run of the past: what the build took, and how the run differs from one on main that did well. */
export interface PastRun {
  readonly value: number | undefined
  readonly head?: Partial<RunHead>
  readonly status?: PastVerdict['status']
}

/** A past of these runs, the oldest first. Run 1 is `run-1`, a minute before `run-2`. */
export function pastOf(runs: readonly PastRun[], marks: readonly Mark[] = []): Past {
  const heads = runs.map((run, index) => head(index + 1, { branch: 'main', ...run.head }))
  const values = runs.flatMap(({ value }, index) =>
    value === undefined ? [] : [{ run: `run-${index + 1}`, median: value, samples: 3 }],
  )
  const verdicts = runs.map(({ value, status = 'met' }, index) => {
    return [`run-${index + 1}`, [{ slo: 'first-build', status, ...(value === undefined ? {} : { measured: value }) }]] as const
  })
  return {
    ...noPast,
    runs: heads.toReversed(),
    series: [{ subject: build, metric: 'duration', unit: 'ms', values }],
    verdicts: new Map(verdicts),
    marks,
  }
}

/** Runs that wobble by 2 %, always in the same way. */
export function steadily(count: number, level = 1000, more: Omit<PastRun, 'value'> = {}): PastRun[] {
  return Array.from({ length: count }, (_, i) => ({ value: level * (1 + 0.02 * Math.sin(i * 2.7)), ...more }))
}

import { expect, test } from 'vitest'
import type { Candidate, Suggestion } from '../../src/model/suggestion.ts'
import { renderSuggestions } from '../../src/report/suggestions.ts'

const today = { statistic: 'max', op: '<=', threshold: 15_000, unit: 'ms', written: '15s' } as const
const candidate = (basis: string, objective: string, falseAlarms: number): Candidate => ({ basis, objective, threshold: 1, falseAlarms, missed: 3 }) // prettier-ignore
const [tight, loose] = [candidate('p95', '<= 1.2s', 1), candidate('p95 and 10 %', '<= 1.4s', 0)]
const found: Suggestion = { slo: "first 'build'", today, runs: 20, candidates: [tight, loose], current: candidate('as declared', '<= 15s', 0), suggested: loose } // prettier-ignore

test('a table for each SLO, and the lines for the configuration', () => {
  const few: Suggestion = { slo: 'new', today, runs: 2, candidates: [], reason: '2 runs of this machine measured it' }
  expect(renderSuggestions([found, few])).toMatchInlineSnapshot(`
    "
     first 'build'   max <= 15s today, 20 runs
       objective  from          false alarms  misses of +25 %
       <= 1.2s    p95           1 of 20       3 of 20
     ✓ <= 1.4s    p95 and 10 %  0 of 20       3 of 20
       <= 15s     as declared   0 of 20       3 of 20

     new   max <= 15s today, 2 runs
       nothing to suggest: 2 runs of this machine measured it

     for slo.config.ts, beside what stands there:

      slos: {
        'first \\'build\\'': { objective: '<= 1.4s' },
      }
    "
  `)
})

test('no lines where there is nothing to suggest', () => {
  const { suggested: _, current: __, ...rest } = found
  const text = renderSuggestions([{ ...rest, reason: 'its values vary so much' }])
  expect(text).not.toContain('slo.config.ts')
  expect(text).toContain('nothing to suggest: its values vary so much')
})

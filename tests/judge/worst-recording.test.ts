import { describe, expect, test } from 'vitest'
import { mergeSeries } from '../../src/aggregate/merge-series.ts'
import { statisticOf } from '../../src/aggregate/statistic-of.ts'
import { judge } from '../../src/judge/judge.ts'
import type { Series } from '../../src/model/series.ts'
import { fit, measuredOf, seriesOf, sloOf } from './sample-slo.ts'

const probe = (samples: readonly number[], more: Partial<Series> = {}) => seriesOf(samples, more)
const inTest = (name: string, samples: readonly number[], more: Partial<Series> = {}) =>
  seriesOf(samples, { origin: { file: 'a.test.ts', test: name }, ...more })

const told = (objective: string, series: readonly Series[]) => {
  const [verdict] = judge([sloOf(objective)], measuredOf(mergeSeries(series)), { statisticOf, fitness: fit })
  return `${verdict?.status}: ${verdict?.reason}`
}

describe('several that record one name', () => {
  const [fast, slow] = [[10, 10, 10, 10, 10], [900, 900]] // prettier-ignore

  test.each<[string, readonly Series[], string]>([
    // The bound on every sample needs nobody to take them apart.
    ['<= 1s', [probe(fast), inTest('b', slow)], 'met: max 900ms, objective <= 1s'],
    ['<= 100ms', [probe(fast), inTest('b', slow)], 'violated: max 900ms, objective <= 100ms (+800 %, 2 of 7 samples over)'],
    ['median <= 100ms', [probe(fast), inTest('b', slow)], 'violated: median 900ms, objective <= 100ms (+800 %, 2 of 2 samples over); in a.test.ts > b, one of 2 that recorded it'],
    ['mean <= 500ms', [probe(slow), inTest('b', fast)], 'violated: mean 900ms, objective <= 500ms (+80 %, 2 of 2 samples over); in the probe, one of 2 that recorded it'],
    ['median <= 1s', [inTest('a', fast), inTest('b', slow)], 'met: median 900ms, objective <= 1s; in a.test.ts > b, one of 2 that recorded it'],
    ['min <= 100ms', [inTest('a', fast), inTest('b', slow)], 'violated: min 900ms, objective <= 100ms (+800 %, 2 of 2 samples over); in a.test.ts > b, one of 2 that recorded it'],
    ['median >= 100ms', [inTest('a', fast), inTest('b', slow)], 'violated: median 10ms, objective >= 100ms (-90 %, 5 of 7 samples under)'],
    ['last <= 100ms', [inTest('b', slow), inTest('c', fast)], 'violated: last 900ms, objective <= 100ms (+800 %, 2 of 2 samples over); in a.test.ts > b, one of 2 that recorded it'],
    // Of one sample there is no spread: what is known is that of all.
    ['stddev <= 1s', [inTest('a', [10]), inTest('b', [900])], 'met: stddev 629ms, objective <= 1s'],
    // What adds up is about all of them.
    ['sum <= 2s', [inTest('a', fast), inTest('b', slow)], 'met: sum 1.85s, objective <= 2s'],
    ['count >= 7', [inTest('a', fast), inTest('b', slow)], 'met: count 7, objective >= 7'],
  ])('%s', (objective, series, expected) => expect(told(objective, series)).toBe(expected)) // prettier-ignore

  test('retries and repeats of one test are one recording', () => {
    expect(told('median <= 100ms', [inTest('a', fast), inTest('a', slow)])).toMatch(/^met: median 10ms/)
  })

  test('the same test in two projects is two', () => {
    const of = (project: string, samples: readonly number[]) =>
      inTest('a', samples, { origin: { file: 'a.test.ts', test: 'a', project } })
    expect(told('median <= 100ms', [of('node', fast), of('web', slow)])).toMatch(/; in web: a\.test\.ts > a, one of 2/)
  })

  test('the second measurement of the one that accuses decides, not that of the other', () => {
    const acquitted = inTest('b', slow, { confirmation: [20, 30] })
    expect(told('median <= 100ms', [probe(fast), acquitted])).toMatch(/^inconclusive: median 900ms.*25ms when measured again/)
    expect(told('median <= 100ms', [probe(fast, { confirmation: fast }), inTest('b', slow)])).toMatch(/^violated/)
  })
})

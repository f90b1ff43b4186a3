import { describe, expect, test } from 'vitest'
import { pastInsights } from '../../../src/judge/insights/past-insights.ts'
import { sli } from '../../../src/model/sli.ts'
import { along, trendOver } from '../../report/trend/trend-of.ts'
import { sloOf } from '../sample-slo.ts'

const insights = (values: readonly number[], ...more: readonly [ReturnType<typeof sloOf>?, object?]) =>
  pastInsights([trendOver(values, ...more)])
const throughput = sloOf('>= 50/s', { sli: sli.bench('hash').throughput })

describe('pastInsights', () => {
  test('a trend to the worse side', () => {
    expect(insights(along(40, 100, 1))).toMatchObject([
      { kind: 'trend', slo: 'first-build', unit: 'ms', direction: 'rising', runs: 40, forecast: { kind: 'breach' } },
    ])
    expect(insights(along(40, 100, -1), throughput)).toMatchObject([{ kind: 'trend', direction: 'falling', unit: '1/s' }])
    expect(insights(along(40, 100, 1), throughput)).toEqual([])
  })

  test('a level that is worse and new', () => {
    expect(insights([...along(30, 100), ...along(8, 120)])).toMatchObject([
      { kind: 'level', run: 'run-30', commit: '0030c0ffee', commitBefore: '0029c0ffee', runs: 8 },
    ])
    const [level] = insights([...along(30, 100), ...along(8, 120)], sloOf('<= 200ms'), { commit: undefined })
    expect(Object.keys(level ?? {})).not.toContain('commit')
    expect(insights([...along(30, 100), ...along(12, 120)])).toEqual([])
    expect(insights([...along(30, 100), ...along(8, 80)])).toEqual([])
    expect(insights([...along(30, 100), ...along(8, 80)], throughput)).toMatchObject([{ kind: 'level' }])
  })

  test('a run far outside, to either side', () => {
    expect(insights([...along(20, 100), 150])).toMatchObject([{ kind: 'outlier', measured: 150, better: false, runs: 20 }])
    expect(insights([...along(20, 100), 60])).toMatchObject([{ kind: 'outlier', measured: 60, better: true }])
    expect(insights([...along(20, 100), 150], throughput)).toMatchObject([{ kind: 'outlier', better: true }])
  })

  test('an objective with far too much room', () => {
    expect(insights(along(20, 40))).toMatchObject([{ kind: 'wide-headroom', threshold: 200, runs: 20 }])
    expect(insights(along(20, 400), throughput)).toMatchObject([{ kind: 'wide-headroom', threshold: 50 }])
  })

  test.each([
    ['few runs', along(9, 40), sloOf('<= 200ms')],
    ['less room', along(20, 60), sloOf('<= 200ms')],
    ['a bound of nothing', along(20, 40), sloOf('<= 0ms')],
    ['nothing measured', along(20, 0), sloOf('<= 200ms')],
    ['no run', [], sloOf('<= 200ms')],
  ])('nothing where there is %s', (_, values, slo) => expect(insights(values, slo)).toEqual([]))
})

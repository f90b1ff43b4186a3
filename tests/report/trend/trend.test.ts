import { describe, expect, test } from 'vitest'
import { sli } from '../../../src/model/sli.ts'
import { renderTrend } from '../../../src/report/trend/one-trend.ts'
import { renderTrends } from '../../../src/report/trend/trend-table.ts'
import { sloOf } from '../../judge/sample-slo.ts'
import { along, trendOver } from './trend-of.ts'

const plain = { colors: false, width: 90 }
const named = (name: string, objective: string) => sloOf(objective, { name })

describe('renderTrends', () => {
  test('a row for each', () => {
    const throughput = sloOf('>= 50/s', { name: 'hash', sli: sli.bench('hash').throughput })
    const trends = [
      trendOver(along(40, 100, 1), named('build', '<= 200ms')),
      trendOver([...along(20, 100), ...along(20, 120)], named('tests', '<= 200ms')),
      trendOver(along(40, 100, -1), throughput),
      trendOver(along(40, 100, 0.3), named('far', '<= 1s')),
      trendOver(along(30, 300), named('broken', '<= 200ms')),
      trendOver(along(5, 300), named('young', '<= 200ms')),
      trendOver([...along(20, 100).map(() => 0), ...along(20, 120)], named('from nothing', '<= 200ms')),
      trendOver(along(20, 0), named('nothing', '<= 200ms')),
      trendOver([], named('never\u001b[31m', '<= 200ms')),
    ]
    expect(renderTrends(trends, plain)).toMatchInlineSnapshot(`
      "
       SLO           last    typical            per run                     trend       this level since                     breaks its objective
       build         140ms   119ms of 40 runs   +0.84 % [+0.82 %, +0.86 %]  ! rising                                         in 61 runs [58 to 63]
       tests         119ms   120ms of 20 runs   +0.00 % [-0.07 %, +0.08 %]  ✓ steady    0020c0ff, 2026-01-01 (+20.2 %)
       hash          61.5/s  80.4/s of 40 runs  -1.24 % [-1.26 %, -1.22 %]  ! falling                                        in 12 runs [10 to 12]
       far           113ms   106ms of 40 runs   +0.28 % [+0.27 %, +0.31 %]  ! rising                                         not within 100 runs
       broken        300ms   300ms of 30 runs   +0.00 % [-0.03 %, +0.03 %]  ✓ steady                                         the typical run breaks it
       young         301ms   301ms of 5 runs                                · learning
       from nothing  119ms   120ms of 20 runs   +0.00 % [-0.07 %, +0.08 %]  ✓ steady    0020c0ff, 2026-01-01 (0ms to 120ms)
       nothing       0ms     0ms of 20 runs                                 ✓ steady
       never                 no run yet                                     · learning

            trends  2 rising | 1 falling | 4 steady | 2 learning (9); slo trend <slo> shows the runs of one
      "
    `)
  })

  test('no SLO at all', () => expect(renderTrends([], plain)).toContain('no SLO is declared'))

  test('colours what goes to the worse side', () => {
    const trends = [trendOver(along(40, 100, 1))]
    expect(renderTrends(trends, { colors: true, width: 90 })).toContain('\u001b[33m first-build')
  })
})

describe('renderTrend', () => {
  test('a drift that will break its objective', () => {
    expect(renderTrend(trendOver(along(40, 100, 1)), plain)).toMatchInlineSnapshot(`
      "
       first-build  duration of command build, objective max <= 200ms

             200ms │────────────────────────────────────────
                   │
                   │
                   │
                   │
                   │                                       •
                   │                            •••••••••••
                   │                 •••••••••••
                   │      •••••••••••
              99ms │••••••
                    2026-01-01 to 2026-01-02   ─── objective <= 200ms

       typical    119ms of 40 runs (mean 120ms, 99ms to 140ms, p95 137ms, spread 9.84 %)
       trend      ! rising, +1ms a run [+978us, +1.03ms], +32.8 % over 40 runs, p 4e-37
       breaks     in 61 runs [58 to 63]
       try        slo compare 0000c0ffee --slo first-build
      "
    `)
  })

  test('a step, and a newest run far outside', () => {
    expect(renderTrend(trendOver([...along(30, 100), ...along(20, 120), 160]), plain)).toMatchInlineSnapshot(`
      "
       first-build  duration of command build, objective max <= 200ms

             200ms │───────────────────────────────────────────────────
                   │                              ┊
                   │                              ┊
                   │                              ┊
                   │                              ┊                   •
                   │                              ┊
                   │                              ┊
                   │                              ••••••••••••••••••••
                   │                              ┊
              99ms │••••••••••••••••••••••••••••••┊
                    2026-01-01 to 2026-01-03   ─── objective <= 200ms

       typical    120ms of 21 runs (mean 122ms, 119ms to 160ms, p95 121ms, spread 7.19 %)
       trend      ✓ steady, +30us a run [-88.1us, +101us], +0.50 % over 21 runs, p 0.7
       changed    +20.0 % with 0030c0ff, 2026-01-02: 100ms before, 120ms from then on
       newest     160ms lies far from the usual 120ms (robust z 26.3)
       try        slo compare 0029c0ffee --slo first-build
      "
    `)
  })

  test('a step to the better side has nothing to try', () => {
    const text = renderTrend(trendOver([...along(30, 100), ...along(20, 80)]), plain)
    expect([text.includes('changed'), text.includes('slo compare')]).toEqual([true, false])
  })

  test('runs without a commit', () => {
    const text = renderTrend(trendOver([...along(30, 100), ...along(20, 120)], sloOf('<= 200ms'), { commit: undefined }), plain)
    expect([text.includes('with run run-30'), text.includes('slo compare')]).toEqual([true, false])
  })

  test('a bound far away is named, and equal runs are a line', () => {
    const text = renderTrend(trendOver(along(20, 0).map(() => 5), sloOf('<= 1h')), plain) // prettier-ignore
    expect(text).toContain('objective <= 1h lies outside of this plot')
    expect(text).toMatch(/│•{20}\n/)
  })

  test('a bound that all runs hit', () => {
    expect(renderTrend(trendOver(along(20, 0).map(() => 0), sloOf('<= 0ms')), plain)).toMatch(/│•{20}\n/) // prettier-ignore
  })

  test('more runs than columns', () => {
    const lines = renderTrend(trendOver(along(300, 100)), { colors: false, width: 20 }).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(101)
  })

  test('a forecast without an end', () => {
    const wild = [...along(40, 100, 0.3)].map((value, index) => value * (1 + (((index * 13) % 17) - 8) / 90))
    expect(renderTrend(trendOver(wild, sloOf('<= 125ms')), plain)).toContain('to more than 100]')
  })

  test('one run, and none', () => {
    expect(renderTrend(trendOver([5]), plain)).toContain('8 runs on one level are needed')
    const none = renderTrend(trendOver([]), plain)
    expect(none).toContain('no run has a figure of it yet')
    expect(none).not.toContain('│')
  })

  test('says what was left out', () => {
    const unfit = renderTrend(trendOver(along(3, 5), sloOf('<= 200ms'), { fit: false }), plain)
    expect(unfit).toContain('3 runs on a machine that was not fit for timings')
  })
})

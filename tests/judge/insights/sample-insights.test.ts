import { describe, expect, test } from 'vitest'
import { coldFirsts, wideSpreads } from '../../../src/judge/insights/sample-insights.ts'
import { sli } from '../../../src/model/sli.ts'
import type { Verdict } from '../../../src/model/verdict.ts'
import { build, seriesOf, sloOf } from '../sample-slo.ts'
import { figures, timesOf } from './sample-series.ts'

describe('coldFirsts', () => {
  test('a first sample that fills caches', () => {
    expect(coldFirsts(figures(seriesOf([900, 410, 400, 390, 400])))).toEqual([
      { kind: 'cold-first', command: 'build', first: 900, usual: 400, samples: 5 },
    ])
  })

  test.each([
    ['it is like the others', seriesOf([500, 410, 400, 390, 400])],
    ['another is slower', seriesOf([900, 910, 400, 390, 400])],
    ['the difference is small', seriesOf([90, 41, 40, 39, 40])],
    ['there are few', seriesOf([900, 400, 400, 400])],
    ['there is none', seriesOf([])],
    ['it is about bytes', seriesOf([900, 410, 400, 390, 400], { metric: 'memory' })],
    ['it is no command', timesOf({ kind: 'measure', name: 'm' }, 'duration', [900, 410, 400, 390, 400])],
  ])('nothing where %s', (_, series) => expect(coldFirsts(figures(series))).toEqual([]))
})

describe('wideSpreads', () => {
  const samples = [800, 850, 900, 950, 990]
  const verdictOn = (objective: string, more: Partial<Verdict> = {}, slo = sloOf(objective)): Verdict =>
    ({ status: 'met', slo, measured: 990, headroom: slo.objective.threshold - 990, samples: 5, exact: true, reason: '', ...more }) as Verdict // prettier-ignore

  test('an objective nearer than the samples are to each other', () => {
    const [found] = wideSpreads(figures(seriesOf(samples)), [verdictOn('<= 1s')])
    expect(found).toMatchObject({ kind: 'wide-spread', slo: 'first-build', margin: 0.01, samples: 5 })
    expect(found?.spread).toBeCloseTo((1.4826 * 50) / 900, 6)
    expect(wideSpreads(figures(seriesOf(samples)), [verdictOn('<= 1s', { status: 'warning' })])).toHaveLength(1)
  })

  test.each([
    ['there is room', seriesOf(samples), verdictOn('<= 2s')],
    ['it is broken anyway', seriesOf(samples), verdictOn('<= 1s', { status: 'violated' })],
    ['the median is bound', seriesOf(samples), verdictOn('median <= 1s')],
    ['bytes are bound', seriesOf(samples, { metric: 'memory', unit: 'bytes' }), verdictOn('<= 1KB', {}, sloOf('<= 1KB', { sli: sli.command('build').memory }))],
    ['there are few samples', seriesOf([800, 990]), verdictOn('<= 1s')],
    ['nothing takes any time', seriesOf([0, 0, 0, 0, 0]), verdictOn('<= 991ms')],
    ['the bound is 0', seriesOf(samples), verdictOn('<= 0ms', { headroom: 0 })],
  ])('nothing where %s', (_, series, verdict) => expect(wideSpreads(figures(series), [verdict])).toEqual([])) // prettier-ignore

  test('nothing where there is more than one series, or none', () => {
    const slo = sloOf('<= 1s', { sli: sli.test('*').duration })
    const tests = ['a', 'b'].map((name) => seriesOf(samples, { subject: { kind: 'test', name } }))
    expect(wideSpreads(figures(tests), [verdictOn('<= 1s', {}, slo)])).toEqual([])
    expect(wideSpreads(figures(seriesOf(samples, { subject: { ...build, name: 'other' } })), [verdictOn('<= 1s')])).toEqual([])
  })
})

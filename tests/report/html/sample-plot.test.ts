import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../../src/model/verdict.ts'
import { samplePlot } from '../../../src/report/html/sample-plot.ts'
import { durations, sloOf } from '../sample-run.ts'
import { readHtml } from './read-html.ts'

const judged = { status: 'met', measured: 2000, headroom: 1000, samples: 2, exact: true, reason: '' } as const

function plot(parts: Partial<Verdict>, samples: readonly number[], confirmation?: readonly number[]) {
  const verdict = { ...judged, slo: sloOf('build'), ...parts } as Verdict
  const { elements, text } = readHtml(samplePlot(verdict, [{ ...durations('build', samples), confirmation }])?.markup ?? '')
  const classOf = (name: string) =>
    elements.filter((element) => element.name === name).map(({ attributes }) => attributes['class'])
  const at = (kind: string, attribute: string) =>
    Number(elements.find(({ attributes }) => attributes['class'] === kind)?.attributes[attribute])
  return { dots: classOf('circle'), lines: classOf('line'), zones: classOf('rect'), at, text }
}

describe('samplePlot', () => {
  test('draws the limit between what keeps it and what breaks it', () => {
    const { dots, lines, at, text } = plot({}, [2000, 4000])
    expect(dots).toEqual(['dot', 'dot beyond'])
    expect(lines).toEqual(['limit', 'judged'])
    expect(at('dot', 'cy')).toBeGreaterThan(at('limit', 'y1'))
    expect(at('dot beyond', 'cy')).toBeLessThan(at('limit', 'y1'))
    expect(at('judged', 'y1')).toBe(at('dot', 'cy'))
    expect(at('zone', 'y')).toBe(0)
    expect(text).toContain('2 samples of duration, 2s to 4s, in the order they were taken; judged by max')
  })

  test('shades below a lower bound, and draws the warning', () => {
    const warning = { statistic: 'min', op: '>=', threshold: 3500, unit: 'ms', written: '3.5s' } as const
    const { lines, at, text } = plot({ slo: sloOf('build', { bound: { statistic: 'min', op: '>=' }, warning }) }, [4000])
    expect(lines).toEqual(['warn', 'limit', 'judged'])
    expect(at('zone', 'y')).toBe(at('limit', 'y1'))
    expect(text).toContain('warn >= 3.5s')
  })

  test('shows the confirmation apart', () => {
    const { dots, text } = plot({}, [4000], [2000, 3500])
    expect(dots).toEqual(['dot beyond', 'dot again', 'dot beyond again'])
    expect(text).toContain('then 2 samples to confirm')
  })

  test('draws no limit on another scale', () => {
    const { dots, lines, zones } = plot(
      { slo: sloOf('build', { bound: { statistic: 'count', unit: 'count', threshold: 1 } }) },
      [10, 20],
    )
    expect([dots, lines, zones]).toEqual([['dot', 'dot'], [], []])
  })

  test('draws no judged line where nothing was judged', () => {
    expect(plot({ status: 'violated', measured: undefined }, [10]).lines).toEqual(['limit'])
    expect(plot({ status: 'no-data', cause: 'too-few-samples' }, [10]).lines).toEqual(['limit'])
  })

  test('says when not every sample is drawn', () => {
    const { dots, text } = plot({}, Array.from({ length: 1000 }, (_, index) => index)) // prettier-ignore
    expect(dots.length).toBeLessThanOrEqual(400)
    expect(text).toContain('the extremes of each stretch drawn')
  })

  test('stands on equal samples, on zeros, and not on nothing', () => {
    expect(plot({ slo: sloOf('build', { bound: { threshold: 0 } }) }, [0, 0]).at('dot', 'cy')).toBeGreaterThan(0)
    expect(plot({}, [3000]).at('dot', 'cy')).toBeGreaterThan(0)
    expect(samplePlot({ ...judged, slo: sloOf('build') }, [durations('build', [])])).toBeUndefined()
    expect(samplePlot({ ...judged, slo: sloOf('build') }, [durations('build', [Number.NaN])])).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsOf, compareHalfway, decidingFigure, findingOf, nextToTry } from '../../src/judge/bisect.ts'
import type { Findings } from '../../src/judge/bisect.ts'
import type { Finding } from '../../src/model/bisection.ts'
import type { Comparison, Pairs } from '../../src/model/comparison.ts'

const of: Readonly<Record<string, Finding | undefined>> = { g: 'good', b: 'bad', s: 'skipped', '.': undefined }
/** `g.sb`: good, not tried, skipped, bad. */
const findings = (text: string): Findings => text.split('').map((letter) => of[letter])

describe('the next commit to try', () => {
  test.each([
    ['b', undefined, { good: -1, bad: 0 }],
    ['.b', 0, { good: -1, bad: 1 }],
    ['......b', 2, { good: -1, bad: 6 }],
    ['..g...b', 4, { good: 2, bad: 6 }],
    ['..b...b', 0, { good: -1, bad: 2 }],
    ['gb....b', undefined, { good: 0, bad: 1 }],
    ['..s...b', 3, { good: -1, bad: 6 }],
    ['..ss..b', 1, { good: -1, bad: 6 }],
    ['ssb', undefined, { good: -1, bad: 2 }],
    ['gsb', undefined, { good: 0, bad: 2 }],
  ])('of %s', (text, next, bounds) => {
    expect(nextToTry(findings(text))).toBe(next)
    expect(boundsOf(findings(text))).toEqual(bounds)
  })

  test('the search always ends, and the commit is among those that are left', () => {
    const cases = fc.integer({ min: 1, max: 60 }).chain((count) => fc.tuple(fc.constant(count), fc.nat(count - 1), fc.array(fc.nat(count - 1)))) // prettier-ignore
    fc.assert(
      fc.property(cases, ([count, first, broken]) => {
        const known: (Finding | undefined)[] = Array.from({ length: count }, (_, at) => (at === count - 1 ? 'bad' : undefined))
        let tries = 0
        for (let at = nextToTry(known); at !== undefined; at = nextToTry(known)) {
          expect(known[at]).toBeUndefined()
          known[at] = broken.includes(at) ? 'skipped' : at >= first ? 'bad' : 'good'
          tries += 1
        }
        const { good, bad } = boundsOf(known)
        expect(good).toBeLessThan(first)
        expect(bad).toBeGreaterThanOrEqual(first)
        if (broken.length === 0) expect([bad, tries <= Math.ceil(Math.log2(count)) + 1]).toEqual([first, true])
      }),
    )
  })
})

const figure = (verdict: Comparison['verdict'], change?: number, interval?: readonly [number, number]): Comparison => ({
  subject: { kind: 'measure', name: 'work' },
  metric: 'duration',
  unit: 'ms',
  pairs: 10,
  base: 1,
  head: 1,
  ...(change === undefined ? {} : { change }),
  ...(interval === undefined ? {} : { interval }),
  verdict,
  reason: '',
})

test('the figure that decides is the surest of those that got worse', () => {
  const [wide, narrow] = [figure('worse', 0.4, [0.1, 0.7]), figure('worse', 0.4, [0.38, 0.42])]
  expect(decidingFigure([figure('better', -0.5, [-0.5, -0.5]), wide, narrow, figure('same', 0, [0, 0])])).toBe(narrow)
  const exact = figure('worse', 0.1, [0.1, 0.1])
  expect(decidingFigure([narrow, exact])).toBe(exact)
  const fromNothing = figure('worse')
  expect(decidingFigure([narrow, fromNothing])).toBe(fromNothing)
  expect(decidingFigure([figure('inconclusive', 0.4, [-0.1, 1])])).toBeUndefined()
})

describe('a commit against halfway', () => {
  /** Ratios that spread by 8 % around a change. */
  const noisy = (change: number, metric: Pairs['metric'] = 'duration'): Pairs => {
    const spread = [-0.08, 0.07, -0.05, 0.06, -0.03, 0.02, 0.08, -0.06, 0.01, -0.02]
    return { subject: { kind: 'measure', name: 'work' }, metric, unit: 'ms', base: spread.map(() => 100), head: spread.map((noise) => 100 * (1 + change) * (1 + noise)) } // prettier-ignore
  }
  const exact = (base: number, head: number): Pairs => ({ ...noisy(0), base: [base, base], head: [head, head] })

  test.each([
    ['no change, in noise that could not show it', noisy(0), 0.4, 'good'],
    ['the whole change', noisy(0.4), 0.4, 'bad'],
    ['half of it', noisy(0.18), 0.4, 'skipped'],
    ['fewer operations in a second are worse', noisy(-0.3, 'throughput'), -0.3, 'bad'],
    ['as many as before are not', noisy(0, 'throughput'), -0.3, 'good'],
    ['bytes as they were', exact(100, 100), 0.4, 'good'],
    ['bytes that grew', exact(100, 140), 0.4, 'bad'],
    ['still nothing, where the bad end has something', exact(0, 0), undefined, 'good'],
    ['something where there was nothing', exact(0, 3), undefined, 'bad'],
    ['all is gone at the bad end', exact(100, 100), -1, 'good'],
  ])('%s', (_, pairs, whole, finding) => {
    const compared = compareHalfway(pairs, whole)
    expect(findingOf(compared, whole !== undefined && whole > -1)).toBe(finding)
  })

  test('shows the change from the good end', () => {
    expect(compareHalfway(exact(100, 150), 0.5)).toMatchObject({ base: 100, head: 150, change: 0.5, interval: [0.5, 0.5] })
  })
})

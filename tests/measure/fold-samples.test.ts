import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldSamples } from '../../src/measure/fold-samples.ts'
import { mean } from '../../src/stats/moments.ts'
import { quantile, sorted } from '../../src/stats/quantile.ts'

fc.configureGlobal({ seed: 2026 })

describe('foldSamples', () => {
  test.each([
    [[], 2, []],
    [[1, 2], 2, [1, 2]],
    [[1, 3, 5, 7], 2, [2, 6]],
    [[1, 2, 4, 6, 8], 3, [1, 3, 7]],
  ])('%j in at most %d: %j', (values, most, expected) => expect(foldSamples(values, most)).toEqual(expected))

  const values = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 3000 }).map(sorted)

  test('keeps order and range, and the mean to one slice', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 10, max: 300 }), (ascending, most) => {
        const folded = foldSamples(ascending, most)
        expect(folded.length).toBeLessThanOrEqual(most)
        expect(sorted(folded)).toEqual(folded)
        expect(folded.at(-1)).toBeLessThanOrEqual(ascending.at(-1) as number)
        const [whole, kept] = [mean(ascending), mean(folded)]
        expect(kept).toBeLessThanOrEqual(whole + 1e-6)
        expect(whole - kept).toBeLessThanOrEqual((2 * whole) / folded.length + 1e-6)
      }),
    )
  })

  test('a percentile lies between those of the slices beside it', () => {
    const ascending = Array.from({ length: 100_000 }, (_, i) => i ** 2)
    const folded = foldSamples(ascending, 2000)
    for (const percent of [1, 50, 90, 99]) expect(quantile(folded, percent) / quantile(ascending, percent)).toBeCloseTo(1, 1)
  })
})

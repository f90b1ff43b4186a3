import { describe, expect, test } from 'vitest'
import { comparePairs, looks } from '../../src/judge/compare-pairs.ts'
import { noiseOf } from '../../src/judge/noise-of.ts'
import type { Pairs } from '../../src/model/comparison.ts'

const pairs = (base: readonly number[], head: readonly number[]): Pairs => ({ subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms', base, head }) // prettier-ignore

/** Normal numbers that are the same in every run of the tests (mulberry32, Box and Muller). */
function normals(seed: number): () => number {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

describe('the noise of a figure', () => {
  test('that never varies: any change is found', () => {
    expect(noiseOf(pairs([7, 7], [7, 7]))).toMatchObject({ median: 7, pairs: 2, spread: 0, reach: [{ pairs: 2, change: 0 }], verdict: 'same' }) // prettier-ignore
    expect(noiseOf(pairs([0, 0], [0, 0]))).toMatchObject({ spread: 0, verdict: 'same' })
  })

  test('that is 0 at times is unknown', () => {
    const noise = noiseOf(pairs([0, 7], [7, 7]))
    expect(noise).toMatchObject({ reach: [], verdict: 'inconclusive' })
    expect(noise).not.toHaveProperty('spread')
  })

  test('that varies: more pairs find smaller changes, none below what counts', () => {
    const factor = Math.exp(0.1)
    const { spread, reach } = noiseOf(pairs([100, 100 * factor], [100 * factor, 100]))
    expect(spread).toBeCloseTo(0.1, 10)
    expect(reach.map(({ pairs: count }) => count)).toEqual([...looks])
    expect(reach.map(({ change }) => Number(change.toFixed(3)))).toEqual([0.296, 0.17, 0.131, 0.102, 0.074])
    const calm = noiseOf(pairs([100, 100.01], [100.01, 100]))
    for (const { change } of calm.reach) expect(change).toBeGreaterThan(0.02)
  })
})

test.each([10, 20])('a change that %i pairs are said to find is found nearly always', (count) => {
  const spread = 0.1
  const next = normals(2026)
  const quiet = noiseOf(pairs([100, 100 * Math.exp(spread)], [100 * Math.exp(spread), 100]))
  const change = quiet.reach.find((one) => one.pairs === count)?.change as number
  const tries = 300
  const found = Array.from({ length: tries }, () => {
    const head = Array.from({ length: count }, () => 100 * (1 + change) * Math.exp(spread * next()))
    const at = looks.filter((look) => look <= count)
    return at.some((look) => comparePairs(pairs(head.slice(0, look).map(() => 100), head.slice(0, look))).verdict === 'worse') // prettier-ignore
  })
  expect(found.filter(Boolean).length / tries).toBeGreaterThan(0.91)
})

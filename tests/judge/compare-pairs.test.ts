import { describe, expect, test } from 'vitest'
import { comparePairs, looks } from '../../src/judge/compare-pairs.ts'
import type { Metric } from '../../src/model/metric.ts'

/** Noise of a few percent that is the same in every run of the tests. */
function noise(seed: number, spread: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return 1 + spread * (state / 2 ** 30 - 1)
  }
}

interface Simulated {
  readonly spread?: number
  readonly metric?: Metric
  readonly seed?: number
}

function compared(factor: number, count: number, { spread = 0.03, metric = 'duration', seed = 1 }: Simulated = {}) {
  const next = noise(seed, spread)
  const values = (scale: number) => Array.from({ length: count }, () => 100 * scale * next())
  const subject = { kind: 'command', name: 'build' } as const
  return comparePairs({ subject, metric, unit: 'ms', base: values(1), head: values(factor) })
}

describe('figures that vary', () => {
  test('a tenth more is worse, and the interval holds it', () => {
    const { verdict, change, interval, base, head, pairs } = compared(1.1, 20)
    expect([verdict, pairs]).toEqual(['worse', 20])
    expect(change).toBeCloseTo(0.1, 1)
    expect(interval?.[0]).toBeLessThan(0.1)
    expect(interval?.[1]).toBeGreaterThan(0.1)
    expect(head / base).toBeCloseTo(1.1, 1)
  })

  test('a tenth less is better, of throughput worse', () => {
    expect(compared(0.9, 20).verdict).toBe('better')
    expect(compared(0.9, 20, { metric: 'throughput' }).verdict).toBe('worse')
    expect(compared(1.1, 20, { metric: 'rate' }).verdict).toBe('better')
  })

  test('identical code is the same where the noise is small, and undecided where it is not', () => {
    expect(compared(1, 20, { spread: 0.01 })).toMatchObject({ verdict: 'same', reason: 'no room for a change above 2 %' })
    expect(compared(1, 20, { spread: 0.4 })).toMatchObject({ verdict: 'inconclusive', reason: 'the figures vary too much' })
  })

  test('a certain change of 1 % is none', () => {
    expect(compared(1.01, 50, { spread: 0.002 }).verdict).toBe('same')
  })

  test('before the first look nothing is said', () => {
    expect(compared(2, looks[0] - 1)).toMatchObject({ verdict: 'inconclusive', reason: 'fewer than 10 pairs' })
    expect(compared(2, looks[0]).verdict).toBe('worse')
  })

  test('identical code is accused in less than 1 % of comparisons, whatever the noise', () => {
    const accused = [0.02, 0.05, 0.2].flatMap((spread) =>
      Array.from({ length: 200 }, (_, seed) =>
        looks.slice(0, 3).map((look) => compared(1, look, { spread, seed: seed + 1 }).verdict),
      ),
    )
    expect(accused.filter((verdicts) => verdicts.includes('worse') || verdicts.includes('better')).length).toBeLessThan(6)
  })
})

test('ten ratios that are equal and above 1 are as certain as ten that differ', () => {
  const subject = { kind: 'measure', name: 'x' } as const
  const base = Array.from({ length: 10 }, (_, index) => 100 + index)
  const head = base.map((value) => value * 1.25)
  expect(comparePairs({ subject, metric: 'allocated', unit: 'bytes', base, head }).verdict).toBe('worse')
  expect(comparePairs({ subject, metric: 'allocated', unit: 'bytes', base: head, head: base }).verdict).toBe('better')
})

describe('figures that never vary', () => {
  const exact = (base: readonly number[], head: readonly number[]) =>
    comparePairs({ subject: { kind: 'artifact', name: 'dist/*.js' }, metric: 'gzip', unit: 'bytes', base, head })

  test.each([
    [[100, 100], [100, 100], 'same', 0],
    [[100, 100], [101, 101], 'worse', 0.01],
    [[100, 100], [50, 50], 'better', -0.5],
    [[0, 0], [0, 0], 'same', 0],
    [[0, 0], [7, 7], 'worse', undefined],
  ])('%j against %j: %s', (base, head, verdict, change) => {
    const found = exact(base, head)
    expect(found.verdict).toBe(verdict)
    if (change === undefined) expect(found.change).toBeUndefined()
    else expect(found.change).toBeCloseTo(change, 12)
  })

  test('one pair is not enough to know that they never vary', () => {
    expect(exact([100], [101]).verdict).toBe('inconclusive')
  })
})

test('what has no ratio, or no pair, stays open', () => {
  const subject = { kind: 'measure', name: 'x' } as const
  expect(comparePairs({ subject, metric: 'gcTime', unit: 'ms', base: [0, 1], head: [1, 2] }).reason).toBe(
    'a value of 0 has no ratio',
  )
  expect(comparePairs({ subject, metric: 'gcTime', unit: 'ms', base: [], head: [1] }).reason).toBe('not measured on both sides')
})

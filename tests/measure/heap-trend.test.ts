import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heapTrend } from '../../src/measure/heap-trend.ts'

fc.configureGlobal({ seed: 2026 })

const kilobyte = 1000
const iterations = 12

function heaps(slope: number, noise: readonly number[] = []): number[] {
  return Array.from({ length: iterations }, (_, i) => 5e6 + i * slope + (noise[i] ?? 0))
}

describe('heapTrend', () => {
  test.each([
    ['nothing kept', 0, 'steady'],
    ['what the engine keeps', 900, 'steady'],
    ['just what is not told from it', 16 * kilobyte, 'steady'],
    ['a little more', 17 * kilobyte, 'grows'],
    ['a leak', 64 * kilobyte, 'grows'],
    ['a heap that shrinks', -64 * kilobyte, 'steady'],
  ])('%s', (_, slope, kind) => {
    expect(heapTrend(heaps(slope))).toMatchObject({ kind, slope })
  })

  test('a heap that swings by megabytes tells nothing', () => {
    const swing = Array.from({ length: iterations }, (_, i) => (i % 3 === 0 ? 0 : i % 3 === 1 ? 4e6 : 1e6))
    expect(heapTrend(heaps(0, swing)).kind).toBe('unclear')
  })

  test('says what it stands on', () => {
    expect(heapTrend(heaps(64 * kilobyte)).evidence).toMatchInlineSnapshot(
      `"slope 64KB an iteration (95 % within 64KB and 64KB), Mann-Kendall p 4.2e-9"`,
    )
  })

  test('finds 64 KB an iteration under noise of a quarter of it, whatever the noise is like', () => {
    const noise = fc.array(fc.integer({ min: -16 * kilobyte, max: 16 * kilobyte }), {
      minLength: iterations,
      maxLength: iterations,
    })
    fc.assert(fc.property(noise, (values) => heapTrend(heaps(64 * kilobyte, values)).kind === 'grows'))
  })

  test('never accuses a heap that stays within 10 KB', () => {
    const noise = fc.array(fc.integer({ min: 0, max: 10 * kilobyte }), { minLength: iterations, maxLength: iterations })
    fc.assert(fc.property(noise, (values) => heapTrend(heaps(0, values)).kind === 'steady'))
  })
})

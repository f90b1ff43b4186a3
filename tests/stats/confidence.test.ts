import { describe, expect, test } from 'vitest'
import { confidenceOfExtreme, samplesForConfidence } from '../../src/stats/confidence.ts'

// Reference: 1 - p^n in exact fractions (Python 3.11 `fractions`).
describe('confidenceOfExtreme', () => {
  test.each([
    [0, 0.95, 0],
    [1, 0.95, 0.05],
    [10, 0.95, 0.4012630607616211],
    [58, 0.95, 0.9489531313163966],
    [59, 0.95, 0.9515054747505768],
    [299, 0.99, 0.9504637433623375],
  ])('%d samples, p = %d', (samples, p, expected) => {
    expect(confidenceOfExtreme(samples, p)).toBeCloseTo(expected, 12)
  })
})

describe('samplesForConfidence', () => {
  test.each([
    [0.5, 5],
    [0.75, 11],
    [0.9, 29],
    [0.95, 59],
    [0.99, 299],
    [0.999, 2995],
    [0.01, 1],
  ])('p = %d', (p, expected) => {
    expect(samplesForConfidence(p, 0.95)).toBe(expected)
    expect(confidenceOfExtreme(expected, p)).toBeGreaterThanOrEqual(0.95)
    expect(confidenceOfExtreme(expected - 1, p)).toBeLessThan(0.95)
  })
})

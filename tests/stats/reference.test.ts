import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mannKendall } from '../../src/stats/mann-kendall.ts'
import { mannWhitney } from '../../src/stats/mann-whitney.ts'
import { median, medianAbsoluteDeviation } from '../../src/stats/median.ts'
import { normalCdf, normalQuantile } from '../../src/stats/normal.ts'
import { quantileInterval } from '../../src/stats/quantile-interval.ts'
import type { Alternative } from '../../src/stats/tail.ts'
import { theilSen } from '../../src/stats/theil-sen.ts'
import { hodgesLehmann, wilcoxon } from '../../src/stats/wilcoxon.ts'
import { wilsonInterval } from '../../src/stats/wilson.ts'

interface Tested {
  readonly alternative: Alternative
  readonly statistic: number
  readonly pValue: number
}

interface Reference {
  readonly origin: string
  readonly mann_whitney: readonly (Tested & { first: number[]; second: number[] })[]
  readonly signed_rank: readonly (Tested & { differences: number[] })[]
  readonly hodges_lehmann: readonly { differences: number[]; estimate: number; low: number; high: number }[]
  readonly theil_sen: readonly { y: number[]; x: number[]; slope: number; intercept: number; low: number; high: number }[]
  readonly mann_kendall: readonly (Tested & { values: number[] })[]
  readonly quantile_interval: readonly { values: number[]; percent: number; confidence: number; low?: number; high?: number }[]
  readonly wilson: readonly { successes: number; tries: number; confidence: number; low: number; high: number }[]
  readonly normal: readonly { z: number; cdf: number }[]
  readonly normal_quantile: readonly { p: number; z: number }[]
  readonly deviation: readonly { values: number[]; median: number; mad: number }[]
}

const file = join(import.meta.dirname, 'reference/reference.json')
const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference

/** Within 1e-6 of the value, or of its size where it is larger than 1. */
function near(actual: number | undefined, expected: number | undefined): void {
  if (actual === undefined || expected === undefined) return expect(actual).toBe(expected)
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)))
}

describe(`agrees with ${reference.origin}`, () => {
  test('Mann-Whitney', () => {
    for (const { first, second, alternative, statistic, pValue } of reference.mann_whitney) {
      const tested = mannWhitney(first, second, alternative)
      near(tested.statistic, statistic)
      near(tested.pValue, pValue)
    }
  })

  test('Wilcoxon signed-rank', () => {
    for (const { differences, alternative, statistic, pValue } of reference.signed_rank) {
      const tested = wilcoxon(differences, alternative)
      near(tested.statistic, statistic)
      near(tested.pValue, pValue)
    }
  })

  test('Hodges-Lehmann', () => {
    for (const { differences, ...interval } of reference.hodges_lehmann) {
      const found = hodgesLehmann(differences)
      near(found.estimate, interval.estimate)
      near(found.low, interval.low)
      near(found.high, interval.high)
    }
  })

  test('Theil-Sen', () => {
    for (const { x, y, slope, intercept, low, high } of reference.theil_sen) {
      const line = theilSen(y, x)
      near(line.slope, slope)
      near(line.intercept, intercept)
      near(line.low, low)
      near(line.high, high)
    }
  })

  test('Mann-Kendall', () => {
    for (const { values, alternative, statistic, pValue } of reference.mann_kendall) {
      const tested = mannKendall(values, alternative)
      near(tested.statistic, statistic)
      near(tested.pValue, pValue)
    }
  })

  test('interval of a quantile', () => {
    for (const { values, percent, confidence, low, high } of reference.quantile_interval) {
      const interval = quantileInterval(values, percent, confidence)
      near(interval.low, low)
      near(interval.high, high)
    }
  })

  test('Wilson interval', () => {
    for (const { successes, tries, confidence, low, high } of reference.wilson) {
      const interval = wilsonInterval(successes, tries, confidence)
      near(interval.low, low)
      near(interval.high, high)
    }
  })

  test('normal distribution', () => {
    for (const { z, cdf } of reference.normal) {
      near(normalCdf(z), cdf)
      expect(normalCdf(z) / cdf).toBeCloseTo(1, 6)
    }
    for (const { p, z } of reference.normal_quantile) near(normalQuantile(p), z)
  })

  test('median and its deviation', () => {
    for (const { values, ...expected } of reference.deviation) {
      near(median(values), expected.median)
      near(medianAbsoluteDeviation(values), expected.mad)
    }
  })
})

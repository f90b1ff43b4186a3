import { describe, expect, test } from 'vitest'
import { checkObjectives } from '../../src/vitest/in-worker/test-objectives.ts'

describe('checkObjectives', () => {
  test('returns the bounds as they came, without the ones left open', () => {
    expect(checkObjectives({ duration: '<= 200ms', allocated: undefined })).toEqual({ duration: '<= 200ms' })
  })

  test.each([
    [{ duraton: '<= 1s' }, 'slo.objectives: a test has no metric duraton; did you mean duration?'],
    [
      { duration: '<= 20MB' },
      "slo.objectives: duration: '<= 20MB' is not an objective; expected a time such as '250ms' or '15s'",
    ],
    [
      { duration: '200ms' },
      "slo.objectives: duration: '200ms' is not an objective; expected a bound such as '<= 200ms' or 'p95 <= 2s'",
    ],
  ])('refuses %o', (bounds, message) => {
    expect(() => checkObjectives(bounds)).toThrow(message)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutMiddle } from '../../../src/report/text/cut-middle.ts'
import { displayWidth } from '../../../src/report/text/display-width.ts'

describe('cutMiddle', () => {
  test.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['first build of everything', 11, 'first…thing'],
    ['日本日本日本', 7, '日本…本'],
    ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 5, '👩‍👩‍👧…👩‍👩‍👧'],
    ['abc', 1, '…'],
  ])('%j in %i columns is %j', (text, width, expected) => {
    expect(cutMiddle(text, width)).toBe(expected)
  })

  test('a name of many kilobytes', () => {
    expect(cutMiddle('a'.repeat(10_000) + 'é', 9)).toBe('aaaa…aaaé')
  })

  test('is never wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(displayWidth(cutMiddle(text, width))).toBeLessThanOrEqual(width)
      }),
    )
  })
})

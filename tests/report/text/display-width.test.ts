import { describe, expect, test } from 'vitest'
import { displayWidth, padTo } from '../../../src/report/text/display-width.ts'

describe('displayWidth', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['größe', 5],
    ['e\u0301', 1],
    ['日本', 4],
    ['한글', 4],
    ['ＡＢ', 4],
    ['👍', 2],
    ['👩‍👩‍👧', 2],
    ['❤️', 2],
    ['✓ ≈ …', 5],
  ])('%j takes %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns)
  })
})

describe('padTo', () => {
  test('fills up, and leaves alone what is too wide', () => {
    expect(padTo('日本', 6)).toBe('日本  ')
    expect(padTo('日本', 3)).toBe('日本')
  })
})

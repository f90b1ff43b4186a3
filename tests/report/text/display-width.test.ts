import { describe, expect, test } from 'vitest'
import { charactersOf, displayWidth, padTo } from '../../../src/report/text/display-width.ts'

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

describe('charactersOf', () => {
  test('takes plain text apart as the segmenter of Unicode does', () => {
    const codes = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
    const all = [
      codes(0x20, 0x7e),
      codes(0xa1, 0xac),
      codes(0xae, 0x24f),
      codes(0x2010, 0x2027),
      codes(0x2190, 0x22ff),
      [0x2713, 0x2717],
    ].flat()
    const text = String.fromCodePoint(...all)
    const segments = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment)
    expect(charactersOf(text)).toEqual(segments)
    expect(segments.map(displayWidth)).toEqual(segments.map((segment) => displayWidth(`${segment}\u0301`)))
  })
})

describe('padTo', () => {
  test('fills up, and leaves alone what is too wide', () => {
    expect(padTo('日本', 6)).toBe('日本  ')
    expect(padTo('日本', 3)).toBe('日本')
  })
})

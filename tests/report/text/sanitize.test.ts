import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sanitize, sanitizeFlat, sanitizeLines } from '../../../src/report/text/sanitize.ts'

describe('sanitize', () => {
  test.each([
    ['plain > name', 'plain > name'],
    ['größe ✓ 日本 👩‍👩‍👧', 'größe ✓ 日本 👩‍👩‍👧'],
    ['\u001b[31mred\u001b[39m', 'red'],
    ['\u001b]0;title\u0007name', 'name'],
    ['\u001b]8;;https://example.test\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u009b31mred', 'red'],
    ['\u001b(Bname', 'name'],
    ['cut \u001b[3', 'cut '],
    ['lone \u001b', 'lone '],
    ['two\nlines', 'two\\nlines'],
    ['back\rforth', 'back\\rforth'],
    ['a\tb', 'a  b'],
    ['bell\u0007', 'bell\\x07'],
    ['c1\u0085', 'c1\\x85'],
    ['evil\u202etxt.exe', 'evil\\u202etxt.exe'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
    ['line\u2028break', 'line\\u2028break'],
    ['half \ud800 pair', 'half \\ud800 pair'],
  ])('%j becomes %j', (text, expected) => {
    expect(sanitize(text)).toBe(expected)
  })

  test('leaves nothing that a terminal obeys, and nothing more to do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = sanitize(text)
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(sanitize(clean)).toBe(clean)
      }),
    )
  })
})

describe('sanitizeLines', () => {
  test('keeps lines apart and drops what a progress bar overwrote', () => {
    expect(sanitizeLines('one  \r\n\u001b[2Ktwo\n 10 %\r 99 %\rdone')).toEqual(['one', 'two', 'done'])
  })
})

describe('sanitizeFlat', () => {
  test('joins lines for a cell', () => {
    expect(sanitizeFlat('exit code 1\n\n  Error: no\u0007\n')).toBe('exit code 1 Error: no\\x07')
  })
})

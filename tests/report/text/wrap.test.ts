import { describe, expect, test } from 'vitest'
import { wrap } from '../../../src/report/text/wrap.ts'

describe('wrap', () => {
  test.each([
    ['', 10, ['']],
    ['fits here', 10, ['fits here']],
    ['breaks at the spaces', 9, ['breaks at', 'the', 'spaces']],
    ['keeps   gaps', 20, ['keeps   gaps']],
    ['drops a   gap', 7, ['drops a', 'gap']],
    ['one averyverylongword', 9, ['one', 'aver…word']],
  ])('%j in %i columns', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines)
  })
})

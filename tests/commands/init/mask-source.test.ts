import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskSource } from '../../../src/commands/init/mask-source.ts'

test.each([
  ["a = 'x{' + \"y'}\"", 'a = \'  \' + "   "'],
  ['a // b {\nc', 'a       \nc'],
  ['a /* { \n } */ b', 'a      \n      b'],
  ['/* open', '       '],
  ["'it\\'s' + b", "'     ' + b"],
  ["'open\nb", "'    \nb"],
  ['`a${ { b: `}` }.b }c` + d', '`                   ` + d'],
  ['`a\\`b` + d', '`    ` + d'],
  ['`a${"}"}` + d', '`       ` + d'],
  ['a / b / c', 'a / b / c'],
  ['x = /[/{]\\//g + y', 'x = /      /g + y'],
  ['x = /{ + y', 'x = /{ + y'],
  ['return /{/', 'return / /'],
  ['f() / 2 // {', 'f() / 2     '],
  ["''", "''"],
  ["'", "'"],
  ['#!/bin/x {\na', '          \na'],
  ['', ''],
])('%j', (source, masked) => {
  expect(maskSource(source)).toBe(masked)
})

describe('laws', () => {
  const source = fc.string({ unit: fc.constantFrom('a', ' ', '\n', "'", '"', '`', '/', '*', '{', '}', '$', '\\', '[', ']', '(') })

  test('every place stays where it is', () => {
    fc.assert(
      fc.property(source, (text) => {
        const masked = maskSource(text)
        return masked.length === text.length && masked.split('\n').length === text.split('\n').length
      }),
    )
  })
})

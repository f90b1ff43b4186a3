import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balanceOf, shareOut } from '../../src/aggregate/share-out.ts'
import { nameOf } from '../../src/model/shard-plan.ts'
import type { WeighedFile } from '../../src/model/shard-plan.ts'

const files = (...durations: number[]): WeighedFile[] => durations.map((duration, at) => ({ file: `f${at}`, duration }))
const durations = (shards: readonly (readonly WeighedFile[])[]) => shards.map((one) => one.map(({ duration }) => duration))

describe('files are shared out, the longest first', () => {
  test.each([
    ['nothing to do', files(), 2, [[], []]],
    ['one file', files(5), 2, [[5], []]],
    ['one shard', files(1, 2, 3), 1, [[3, 2, 1]]],
    ['one file as long as all others', files(1, 1, 1, 3), 2, [[3], [1, 1, 1]]], // prettier-ignore
    ['of 7 files', files(7, 6, 5, 4, 3, 2, 1), 3, [[7, 2, 1], [6, 3], [5, 4]]], // prettier-ignore
    ['fewer files than shards', files(2, 1), 3, [[2], [1], []]],
  ])('%s', (_, given, count, expected) => {
    expect(durations(shareOut(given, count))).toEqual(expected)
  })

  const some = fc.uniqueArray(
    fc.record({ file: fc.string(), project: fc.option(fc.string(), { nil: undefined }), duration: fc.integer({ min: 1, max: 9999 }) }), // prettier-ignore
    { selector: nameOf, maxLength: 60 },
  )
  const names = (list: readonly WeighedFile[]) => list.map(nameOf).toSorted()

  test('every file is in exactly one shard', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 12 }), (given, count) => {
        const shards = shareOut(given, count)
        expect(shards).toHaveLength(count)
        expect(names(shards.flat())).toEqual(names(given))
      }),
    )
  })

  test('the order in which files are found changes nothing', () => {
    const shuffled = some.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })))
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 1, max: 12 }), ([given, again], count) => {
        expect(shareOut(again, count)).toEqual(shareOut(given, count))
      }),
    )
  })

  test('no shard is empty while another has two files, and the longest is within the bound of Graham', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 12 }), (given, count) => {
        const shards = shareOut(given, count)
        if (given.length >= count) expect(shards.every((one) => one.length > 0)).toBe(true)
        const { loads, longest } = balanceOf(shards)
        const total = loads.reduce((sum, load) => sum + load, 0)
        const largest = Math.max(0, ...given.map(({ duration }) => duration))
        expect(longest).toBeLessThanOrEqual(total / count + largest)
      }),
    )
  })
})

test.each([
  [[], { loads: [], longest: 0 }],
  [[files(), files()], { loads: [0, 0], longest: 0 }],
  [[files(10), files(5, 5)], { loads: [10, 10], longest: 10, imbalance: 0 }],
  [[files(30), files(5, 5)], { loads: [30, 10], longest: 30, imbalance: 0.5 }],
])('%j is balanced by %j', (shards, expected) => {
  expect(balanceOf(shards)).toEqual(expected)
})

import { describe, expect, test } from 'vitest'
import { branchesOf, guiltyBranch, heaviest, weightOf } from '../../../src/measure/process/branches.ts'
import type { ProcessUse } from '../../../src/measure/process/process-use.ts'

const use = (pid: number, parent: number, memory = 0): ProcessUse => ({ pid, parent, cpu: 0, memory, written: 0 })

// 1 is Vitest, 2 and 3 are its workers; 20 is a shell of a test that runs 21, which lost its child 22 to init; 9 is a child of Vitest.
const tree = [use(1, 0, 300), use(2, 1, 100), use(3, 1, 120), use(20, 2, 5), use(21, 20, 900), use(22, 0, 50), use(9, 1, 30)]
const workers = new Set([2, 3])
const shape = (uses: readonly ProcessUse[], of = workers) =>
  branchesOf(uses, 1, of).map(({ root, kind, worker, members }) => [root, kind, worker, members.map(({ pid }) => pid)])

describe('branches', () => {
  test('what a test started hangs on its worker', () => {
    expect(shape(tree)).toEqual([
      [1, 'root', undefined, [1]],
      [2, 'worker', 2, [2]],
      [3, 'worker', 3, [3]],
      [20, 'child', 2, [20, 21]],
      [22, 'child', undefined, [22]],
      [9, 'child', undefined, [9]],
    ])
  })

  test('without workers of their own, everything hangs on the root', () => {
    expect(shape([use(1, 0), use(20, 1), use(21, 20)], new Set())).toEqual([
      [1, 'root', undefined, [1]],
      [20, 'child', undefined, [20, 21]],
    ])
  })

  test('a ring of parents, of a pid that was used anew, ends', () => {
    expect(shape([use(5, 6), use(6, 5)]).map(([, kind]) => kind)).toEqual(expect.arrayContaining(['child']))
  })

  test('none of none', () => {
    expect(shape([])).toEqual([])
  })
})

describe('the branch at fault', () => {
  const weigh = (branch: { readonly members: readonly ProcessUse[] }) =>
    weightOf(branch.members, { limit: 'memory', cpuBefore: new Map() })
  const guilty = (uses: readonly ProcessUse[], excess: number) => guiltyBranch(branchesOf(uses, 1, workers), excess, weigh)?.root

  test.each([
    ['the heaviest', tree, 10, 20],
    ['lighter than the root, and its end would do', [use(1, 0, 300), use(2, 1, 100)], 50, 2],
    ['the root, where the end of the others would not do', [use(1, 0, 300), use(2, 1, 100)], 150, 1],
    ['the root alone', [use(1, 0, 300)], 1, 1],
    ['none', [], 1, undefined],
  ])('%s', (_, uses, excess, expected) => {
    expect(guilty(uses, excess)).toBe(expected)
  })
})

test('weights by what the limit is about', () => {
  const members = [
    { pid: 1, parent: 0, cpu: 500, memory: 10, written: 7 },
    { pid: 2, parent: 1, cpu: 100, memory: 20, written: 1 },
  ]
  const cpuBefore = new Map([[1, 450]])
  expect(weightOf(members, { limit: 'cpu', cpuBefore })).toBe(150)
  expect(weightOf(members, { limit: 'memory', cpuBefore })).toBe(30)
  expect(weightOf(members, { limit: 'disk', cpuBefore })).toBe(8)
  expect(weightOf(members, { limit: 'processes', cpuBefore })).toBe(2)
  expect(weightOf(members, { limit: 'network', cpuBefore, traffic: new Map([[2, 40]]) })).toBe(40)
  expect(weightOf(members, { limit: 'network', cpuBefore })).toBe(0)
  expect(heaviest([3, 9, 5], (one) => one)).toBe(9)
})

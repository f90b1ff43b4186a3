import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { treeOfCpu, treeOfHeap } from '../../src/profile/call-tree.ts'
import { reduceTree } from '../../src/profile/reduce-profile.ts'
import { cpuProfile, heapProfile, root } from './sample-profiles.ts'
import type { Call } from './sample-profiles.ts'

const reduce = (calls: readonly Call[], samples = 1, good?: readonly Call[]) =>
  reduceTree(treeOfCpu(cpuProfile(calls)), {
    unit: 'ms',
    samples,
    root,
    good: good && { tree: treeOfCpu(cpuProfile(good)), samples: 1 },
  })

const parse = { name: 'parse', at: 'node:json', cost: 60 }
const read = (cost = 40, calls: readonly Call[] = [parse]): Call => ({
  name: 'readTemplates',
  at: 'src/templates.ts',
  line: 84,
  cost,
  calls,
})
const body = (calls: readonly Call[]): Call => ({ name: '', at: 'tests/a.test.ts', line: 3, calls })

describe('the hot path', () => {
  test('leads from own code to the foreign code it spends its time in', () => {
    const { hotPath } = reduce([body([read()]), { name: '(garbage collector)', cost: 5 }])
    expect(hotPath).toEqual([
      { function: 'readTemplates', file: 'src/templates.ts', line: 84, hottestLine: undefined, owner: 'own', self: 100, total: 100, before: undefined, unit: 'ms' },
      { function: 'parse', file: undefined, line: undefined, hottestLine: undefined, owner: 'node', self: 60, total: 60, before: undefined, unit: 'ms' },
    ]) // prettier-ignore
  })

  test('ends in own code where foreign code took the smaller part', () => {
    expect(reduce([body([read(80)])]).hotPath.map((frame) => frame.function)).toEqual(['readTemplates'])
  })

  test('charges a package to whoever called it, through any number of its functions', () => {
    const deep = { name: 'inner', at: 'node_modules/zod/core.js', line: 9, cost: 70 }
    const outer = { name: 'safeParse', at: 'node_modules/zod/index.js', line: 2, calls: [deep] }
    const { hotPath, topSelf, shares } = reduce([body([read(10, [outer])])])
    expect(hotPath.map((frame) => [frame.function, frame.self])).toEqual([['readTemplates', 80], ['safeParse', 70]]) // prettier-ignore
    expect(topSelf.map((frame) => [frame.function, frame.self])).toEqual([['inner', 70], ['readTemplates', 10]]) // prettier-ignore
    expect(shares).toEqual({ own: 10, dependency: 70, node: 0, gc: 0, idle: 0 })
  })

  test('is a foreign function where own code took next to nothing, never the program itself', () => {
    const { hotPath } = reduce([
      { name: '(program)', cost: 100 },
      { name: 'spawn', at: 'node:child_process', line: 5, cost: 50 },
    ])
    expect(hotPath).toMatchObject([{ function: 'spawn', owner: 'node', self: 50 }])
  })

  test('is empty where nothing ran', () => {
    expect(reduce([{ name: '(idle)', cost: 50 }]).hotPath).toEqual([])
    expect(reduce([{ name: '(program)', cost: 50 }]).hotPath).toEqual([])
    expect(reduce([]).hotPath).toEqual([])
    expect(reduceTree(treeOfCpu({ nodes: [], startTime: 0, endTime: 0 }), { unit: 'ms', samples: 1, root }).hotPath).toEqual([])
  })

  test('names the line that took most', () => {
    const ticks = [{ line: 85, ticks: 1 }, { line: 88, ticks: 3 }] // prettier-ignore
    expect(reduce([{ ...read(), ticks }]).hotPath[0]?.hottestLine).toBe(88)
  })
})

describe('totals', () => {
  test('count a recursion once', () => {
    const inner = { ...read(20, []), name: 'walk' }
    const { topTotal } = reduce([{ ...read(10, [inner]), name: 'walk' }])
    expect(topTotal[0]).toMatchObject({ function: 'walk', self: 30, total: 30 })
  })

  test('are of one execution', () => {
    const { hotPath, shares } = reduce([body([read()]), { name: '(idle)', cost: 50 }], 10)
    expect(hotPath[0]).toMatchObject({ self: 10, total: 10 })
    expect(shares).toEqual({ own: 4, dependency: 0, node: 6, gc: 0, idle: 5 })
  })

  test('never come to more than was recorded, whatever the stacks', () => {
    const name = fc.constantFrom('a', 'b', '(idle)', '(garbage collector)')
    const at = fc.constantFrom('src/a.ts', 'node_modules/b/index.js', 'node:fs', '')
    const call = fc.letrec<{ call: Call }>((tie) => ({
      call: fc.record({ name, at, line: fc.nat(3), cost: fc.nat(5), calls: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('call'), { maxLength: 3 })) }), // prettier-ignore
    })).call
    fc.assert(
      fc.property(fc.array(call, { maxLength: 4 }), (calls) => {
        const profile = cpuProfile(calls)
        const { shares, topTotal, hotPath } = reduce(calls)
        const sum = Object.values(shares).reduce((all, share) => all + share, 0)
        expect(sum).toBeCloseTo(profile.samples!.length, 6)
        for (const frame of [...topTotal, ...hotPath]) {
          expect(frame.self).toBeLessThanOrEqual(frame.total + 1e-9)
          expect(frame.total).toBeLessThanOrEqual(sum + 1e-9)
        }
      }),
    )
  })
})

describe('against a good profile', () => {
  const good = [body([read(10, [{ ...parse, cost: 20 }]), { name: 'gone', at: 'src/gone.ts', line: 1, cost: 8 }])]

  test('says what own code cost before, wherever its line was', () => {
    const now = reduce(
      [
        body([
          { ...read(), line: 90 },
          { name: 'fresh', at: 'src/fresh.ts', line: 4, cost: 9 },
        ]),
      ],
      1,
      good,
    )
    expect(now.hotPath[0]).toMatchObject({ self: 100, before: 30 })
    expect(now.changes).toEqual([
      { function: 'readTemplates', file: 'src/templates.ts', line: 90, before: 30, after: 100 },
      { function: 'fresh', file: 'src/fresh.ts', line: 4, before: undefined, after: 9 },
      { function: 'gone', file: 'src/gone.ts', line: 1, before: 8, after: 0 },
    ])
  })

  test('says nothing of what did not change, nor of foreign code', () => {
    expect(reduce(good, 1, good).changes).toEqual([])
    expect(reduce([body([]), parse], 1, [body([])]).changes).toEqual([])
    expect(reduce(good).changes).toBeUndefined()
  })

  test('adds up functions of one name in one file', () => {
    const twin = (line: number): Call => ({ name: 'twin', at: 'src/a.ts', line, cost: 10 })
    expect(reduce([twin(1), twin(5)], 1, [twin(1)]).changes).toMatchObject([{ function: 'twin', before: 10, after: 20 }])
  })
})

test('a heap profile is reduced the same way', () => {
  const calls = [body([{ name: 'grow', at: 'src/grow.ts', line: 7, cost: 5000 }]), { name: '(V8 API)', cost: 100 }]
  const reduced = reduceTree(treeOfHeap(heapProfile(calls)), { unit: 'bytes', samples: 1, root })
  expect(reduced.hotPath).toMatchObject([{ function: 'grow', file: 'src/grow.ts', line: 7, self: 5000, unit: 'bytes' }])
  expect(reduced.shares).toMatchObject({ own: 5000, node: 100 })
})

test('a profile that names nodes it does not hold is read as far as it goes', () => {
  const frame = { functionName: 'work', scriptId: '1', url: `file://${root}/src/a.ts`, lineNumber: 0, columnNumber: 0 }
  const nodes = [{ id: 1, callFrame: frame, children: [7] }]
  const tree = treeOfCpu({ nodes, startTime: 0, endTime: 3000, samples: [1, 9], timeDeltas: [0, 1000] })
  expect(reduceTree(tree, { unit: 'ms', samples: 1, root }).hotPath).toMatchObject([{ function: 'work', self: 1 }])
})

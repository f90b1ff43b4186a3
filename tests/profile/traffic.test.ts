import { describe, expect, test } from 'vitest'
import type { RecordedTraffic, StackFrame } from '../../src/model/profile.ts'
import { matchTraffic, trafficChanges } from '../../src/profile/traffic-matches.ts'
import { hottestTraffic, mergeTraffic } from '../../src/profile/traffic.ts'
import { root } from './sample-profiles.ts'

const at = (functionName: string, file: string, line = 4): StackFrame => ({
  functionName,
  url: `file://${file.startsWith('/') ? file : `${root}/${file}`}`,
  lineNumber: line - 1,
  columnNumber: 0,
})
const moved = (name: string, written: number, ...stack: readonly StackFrame[]): RecordedTraffic => ({
  name,
  operations: 1,
  read: 0,
  written,
  time: 1,
  ...(stack.length === 0 ? {} : { stack }),
})
const merge = (parts: readonly RecordedTraffic[], samples = 1) => mergeTraffic(parts, { samples, root })

describe('who opened it', () => {
  const pg = at('connect', 'node_modules/pg/client.js')
  const foreign = at('open', '/elsewhere/open.js')
  const inner = at('saves', 'src/save.ts', 12)
  const outer = at('', 'a.test.ts', 3)
  test.each([
    [[], undefined],
    [[inner, outer], { function: 'saves', file: 'src/save.ts', line: 12 }],
    [[pg, inner], { function: 'saves', file: 'src/save.ts', line: 12 }],
    [[pg, foreign], { function: 'connect', file: 'node_modules/pg/client.js', line: 4 }],
    [[at('eval', 'x', 1), { ...inner, url: 'evalmachine.<anonymous>' }].slice(1), undefined],
    [[outer], { function: '(anonymous)', file: 'a.test.ts', line: 3 }],
  ] as const)('%#: the innermost code of the project, else of a package', (stack, opener) => {
    expect(merge([moved('a', 1, ...stack)])[0]?.opener).toEqual(opener)
  })

  test('of several the one with the most bytes, and one that is known before one that is not', () => {
    const parts = [moved('a', 10, inner), moved('a', 90, outer), moved('a', 50)]
    expect(merge(parts)).toMatchObject([{ name: 'a', written: 150, opener: { file: 'a.test.ts' } }])
    expect(merge([moved('a', 10, inner), moved('a', 90)])).toMatchObject([{ opener: { file: 'src/save.ts' } }])
  })

  test.each([
    [[inner], { file: 'src/save.ts', line: 12, owner: 'own' }],
    [[pg], { file: 'node_modules/pg/client.js', line: 4, owner: 'dependency' }],
    [[foreign], { file: '/elsewhere/open.js', line: 4, owner: 'dependency' }],
    [[], { function: 'a', owner: 'own' }],
  ] as const)('%#: stands in the hot path', (stack, expected) => {
    const [frame] = hottestTraffic(merge([moved('a', 1, ...stack)]), undefined)
    expect(frame).toMatchObject(expected)
    if (stack.length === 0) expect(frame).not.toHaveProperty('file')
  })
})

describe('against the good profile', () => {
  const save = at('saves', 'src/save.ts')
  const load = at('loads', 'src/load.ts')
  const changes = (after: readonly RecordedTraffic[], before: readonly RecordedTraffic[]) =>
    trafficChanges(matchTraffic(merge(after), merge(before))).map(({ name, before: was, after: now }) => [name, was, now])

  test.each([
    ['what has its name', [moved('a', 30)], [moved('a', 10)], [['a', 10, 30]]],
    ['what did not change is left out', [moved('a', 30)], [moved('a', 30)], []],
    ['what is new', [moved('a', 30)], [], [['a', undefined, 30]]],
    ['what is gone', [], [moved('a', 30, save)], [['a', 30, 0]]],
    ['another port', [moved('localhost:4001', 30, save)], [moved('localhost:4002', 10, save)], [['localhost:4001', 10, 30]]],
    ['another folder', [moved('/tmp/x1/out', 30, save)], [moved('/tmp/x2/out', 10, save)], [['/tmp/x1/out', 10, 30]]],
    ['another opener', [moved('localhost:4001', 30, save)], [moved('localhost:4002', 10, load)], [['localhost:4001', undefined, 30], ['localhost:4002', 10, 0]]],
    ['an opener that nobody saw', [moved('localhost:4001', 30)], [moved('localhost:4002', 10)], [['localhost:4001', undefined, 30], ['localhost:4002', 10, 0]]],
    ['each only once', [moved('/t/1/o', 30, save), moved('/t/2/o', 20, save)], [moved('/t/3/o', 10, save)], [['/t/1/o', 10, 30], ['/t/2/o', undefined, 20]]],
    ['too little to tell', [moved('a', 1000), moved('b', 5)], [moved('a', 1000)], []],
  ] as const)('%s', (_, after, before, expected) => {
    expect(changes(after, before)).toEqual(expected)
  }) // prettier-ignore

  test('the largest changes first, ten of them, with who opened what', () => {
    const many = Array.from({ length: 12 }, (_, index) => moved(`f${index}`, 100 + index, save))
    const found = trafficChanges(matchTraffic(merge(many), []))
    expect(found).toHaveLength(10)
    expect(found[0]).toEqual({ name: 'f11', opener: { function: 'saves', file: 'src/save.ts', line: 4 }, after: 111 })
  })
})

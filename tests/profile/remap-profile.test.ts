import { expect, test } from 'vitest'
import { remapCpuProfile, remapHeapProfile, remapTraffic } from '../../src/profile/remap-profile.ts'
import type { Locate } from '../../src/profile/remap-profile.ts'
import { cpuProfile, heapProfile } from './sample-profiles.ts'

const built = 'file:///project/dist/a.js'
const source = 'file:///project/src/a.ts'
/** Ten lines further down in the source; line 99 is of another file. */
const locate: Locate = ({ url, line, column }) => {
  if (url !== built) return undefined
  return line === 99
    ? { url: 'file:///project/src/b.ts', line, column: 0 }
    : { url: source, line: line + 10, column: (column ?? 0) + 2 }
}
const calls = [
  { name: 'work', at: 'dist/a.js', line: 5, cost: 3, ticks: [{ line: 6, ticks: 2 }, { line: 100, ticks: 1 }] }, // prettier-ignore
  { name: 'other', at: 'dist/b.js', line: 5, ticks: [{ line: 6, ticks: 1 }] },
  { name: '(idle)' },
]

test('places of functions and lines are those of the source', () => {
  const before = cpuProfile(calls)
  const { nodes, ...rest } = remapCpuProfile(before, locate)
  expect(nodes[1]).toMatchObject({
    callFrame: { functionName: 'work', url: source, lineNumber: 14, columnNumber: 2 },
    positionTicks: [{ line: 16, ticks: 2 }],
  })
  expect(nodes.slice(2)).toEqual(before.nodes.slice(2))
  expect(rest).toEqual({ ...before, nodes: undefined })
})

test('a function without ticks stays without', () => {
  expect(remapCpuProfile(cpuProfile([{ name: 'work', at: 'dist/a.js', line: 5 }]), locate).nodes[1]).not.toHaveProperty(
    'positionTicks',
  )
})

test('the same of allocations, all the way down', () => {
  const { head } = remapHeapProfile(heapProfile([{ name: 'outer', at: 'dist/b.js', line: 1, calls }]), locate)
  expect(head.children[0]?.children[0]?.callFrame).toMatchObject({ url: source, lineNumber: 14 })
})

test('the same of who opened a file, where that was seen', () => {
  const moved = { name: 'out.bin', operations: 1, read: 0, written: 5, time: 1 }
  const frame = (url: string) => ({ functionName: 'saves', url, lineNumber: 4, columnNumber: 0 })
  const traffic = [{ ...moved, stack: [frame(built), frame('file:///project/dist/b.js')] }, moved]
  const [opened, unseen] = remapTraffic(traffic, locate)
  expect(opened?.stack).toEqual([{ ...frame(source), lineNumber: 14, columnNumber: 2 }, frame('file:///project/dist/b.js')])
  expect(unseen).toEqual(moved)
})

import { describe, expect, test } from 'vitest'
import type { CpuNode, CpuProfile } from '../../src/profile/cpu-profile.ts'
import { flameOf } from '../../src/profile/flame-of.ts'
import type { HeapNode } from '../../src/profile/heap-profile.ts'

const frame = (functionName: string, url = '', lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 0,
  scriptId: '0',
})
const node = (id: number, name: string, children: number[] = [], url = ''): CpuNode => ({ id, callFrame: frame(name, url, 9), children }) // prettier-ignore

const own = 'file:///app/src/a.ts'
const profile: CpuProfile = {
  nodes: [
    node(1, '(root)', [2, 5]),
    node(2, 'main', [3, 4, 6], own),
    node(3, 'parse', [], own),
    node(4, 'parse', [7], 'file:///app/node_modules/p/i.js'),
    node(5, '(idle)'),
    node(6, 'blink', [8], own),
    node(7, 'wink', [], own),
    node(8, '(idle)'),
  ],
  startTime: 0,
  endTime: 24_000_000,
  samples: [2, 3, 3, 5, 4, 6, 7, 3],
  timeDeltas: [0, 2_000_000, 4_000_000, 4_000_000, 8_000_000, 6_000_000, 10, 20],
}

describe('flameOf', () => {
  test('calls with what they took, idling left out, what is not seen with its caller', () => {
    const flame = flameOf({ kind: 'cpu', data: profile }, { root: '/app', samples: 1 })
    expect(flame?.functions).toEqual([
      { name: '(root)', owner: 'idle' },
      { name: 'main', owner: 'own', file: 'src/a.ts', line: 10 },
      { name: 'parse', owner: 'own', file: 'src/a.ts', line: 10 },
      { name: 'parse', owner: 'dependency', file: 'node_modules/p/i.js', line: 10 },
    ])
    expect(flame).toMatchObject({ unit: 'ms', parents: [-1, 0, 1, 1], calls: [0, 1, 2, 3] })
    expect(flame?.selves.map(Math.round)).toEqual([0, 2000, 8000, 6000])
  })

  test('what ran one after the other', () => {
    const { order } = flameOf({ kind: 'cpu', data: profile }, { root: '/app', samples: 1 })!
    expect(order?.filter((_, index) => index % 2 === 0)).toEqual([1, 2, 0, 3])
    expect(order?.filter((_, index) => index % 2 === 1).map(Math.round)).toEqual([2000, 8000, 8000, 6000])
  })

  test('of several executions the figures of one, and no order', () => {
    const flame = flameOf({ kind: 'cpu', data: profile }, { root: '/app', samples: 2 })
    expect(flame?.selves.map(Math.round)).toEqual([0, 1000, 4000, 3000])
    expect(flame).not.toHaveProperty('order')
  })

  test('of a recording without samples nothing is known', () => {
    const { samples: _, timeDeltas: __, ...bare } = profile
    expect(flameOf({ kind: 'cpu', data: bare }, { root: '/app', samples: 1 })).toMatchObject({
      parents: [-1],
      selves: [0],
      order: [],
    })
    const loose = { ...profile, samples: [99], timeDeltas: [1] }
    expect(flameOf({ kind: 'cpu', data: loose }, { root: '/app', samples: 1 })?.order).toEqual([0, 0])
  })

  test('allocations; files and hosts have no calls', () => {
    const heap = (functionName: string, selfSize: number, children: HeapNode[] = []): HeapNode => ({ id: 1, callFrame: frame(functionName, own), selfSize, children }) // prettier-ignore
    const data = { head: heap('(root)', 0, [heap('keep', 100, [heap('push', 50)])]), samples: [] }
    expect(flameOf({ kind: 'heap', data }, { root: '/app', samples: 1 })).toMatchObject({ unit: 'bytes', parents: [-1, 0, 1], selves: [0, 100, 50] }) // prettier-ignore
    const large = { head: heap('(root)', 0, [heap('keep', 1e9, [heap('tiny', 1)])]), samples: [] }
    expect(flameOf({ kind: 'heap', data: large }, { root: '/app', samples: 1 })?.parents).toEqual([-1, 0])
    expect(flameOf({ kind: 'disk', data: [] }, { root: '/app', samples: 1 })).toBeUndefined()
  })
})

import { describe, expect, test } from 'vitest'
import type { Flame } from '../../../src/model/flame.ts'
import { functionKey, leftHeavy, selvesByFunction, timeOrder, totalsOf } from '../../../src/report/page/flame-layout.ts'

const flame: Flame = {
  unit: 'ms',
  functions: [
    { name: '(root)', owner: 'idle' },
    { name: 'a', owner: 'own', file: 'a.ts', line: 1 },
    { name: 'b', owner: 'node' },
  ],
  parents: [-1, 0, 0, 2, 1],
  calls: [0, 1, 2, 1, 2],
  selves: [0, 10, 20, 50, 20],
  order: [1, 10, 3, 40, 2, 20, 3, 10, 0, 5, 4, 20],
}

describe('a flame', () => {
  test('totals are those of a call with what it called', () => {
    expect([...totalsOf(flame)]).toEqual([100, 30, 70, 50, 20])
  })

  test('left heavy: the largest first', () => {
    const { boxes, parents, depth, total } = leftHeavy(flame)
    expect(boxes.map(({ call, depth: level, left, width }) => [call, level, left, width])).toEqual([
      [0, 0, 0, 1],
      [2, 1, 0, 0.7],
      [3, 2, 0, 0.5],
      [1, 1, 0.7, 0.3],
      [4, 2, 0.7, 0.2],
    ])
    expect([parents, depth, total]).toEqual([[-1, 0, 1, 0, 3], 3, 100])
    expect(boxes[1]).toMatchObject({ total: 70, self: 20 })
  })

  test('in the order of time: a call that goes on is one box', () => {
    const { boxes, parents, depth, total } = timeOrder(flame)!
    const shown = boxes.map(({ call, depth: level, left, total: span }) => [call, level, Number((left * total).toFixed(6)), span])
    expect(shown).toEqual([
      [0, 0, 0, 105],
      [1, 1, 0, 10],
      [2, 1, 10, 70],
      [3, 2, 10, 40],
      [3, 2, 70, 10],
      [1, 1, 85, 20],
      [4, 2, 85, 20],
    ])
    expect([parents, depth, total]).toEqual([[-1, 0, 0, 2, 2, 0, 5], 3, 105])
  })

  test('without an order, or without anything', () => {
    expect(timeOrder({ ...flame, order: undefined })).toBeUndefined()
    expect(timeOrder({ ...flame, order: [] })).toBeUndefined()
    const nothing: Flame = { unit: 'ms', functions: [{ name: 'r', owner: 'idle' }], parents: [-1], calls: [0], selves: [0], order: [0, 0] } // prettier-ignore
    expect(leftHeavy(nothing)).toMatchObject({ total: 0, depth: 1 })
    expect(timeOrder(nothing)).toMatchObject({ total: 0, depth: 1 })
  })

  test('what each function took itself', () => {
    expect([...selvesByFunction(flame)]).toEqual([
      ['(root) ', 0],
      ['a a.ts', 60],
      ['b ', 40],
    ])
    expect(functionKey(flame.functions[1]!)).toBe('a a.ts')
  })
})

import { describe, expect, test } from 'vitest'
import { plainCopy } from '../../src/declare/plain-copy.ts'

/** What stands for a value that no config holds. */
function strange(raw: unknown): string | undefined {
  const copied = plainCopy(raw)
  return typeof copied === 'symbol' ? copied.description : `accepted ${String(copied)}`
}

test('plain data stays as it is, and shares nothing with what came', () => {
  const raw = { a: [1, 'x', null, undefined, true], b: { c: {} } }
  const copied = plainCopy(raw)
  expect(copied).toStrictEqual(raw)
  expect(copied).not.toBe(raw)
})

test('what is used twice is no circle', () => {
  const shared = { x: 1 }
  expect(plainCopy({ a: shared, b: shared, c: [shared] })).toEqual({ a: shared, b: shared, c: [shared] })
})

describe('what is not plain data is named', () => {
  class Custom {
    readonly a = 1
  }
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const throwing = {
    get slos(): never {
      throw new Error('no')
    },
  }

  test.each([
    ['a function', (): void => undefined, 'a function'],
    ['a symbol', Symbol('x'), 'a symbol'],
    ['a Date', new Date(0), 'an object of class Date'],
    ['a Map', new Map(), 'an object of class Map'],
    ['an instance', new Custom(), 'an object of class Custom'],
    [
      'an instance of a class without a name',
      new (class {
        readonly a = 1
      })(),
      'an object with a prototype of its own',
    ],
    ['an object that inherits', Object.create({ a: 1 }), 'an object with a prototype of its own'],
    [
      'an object that inherits from nothing that is named',
      Object.create(Object.create(null) as object),
      'accepted [object Object]',
    ],
    ['an own key __proto__', JSON.parse('{ "__proto__": 1 }'), 'an object with a key __proto__'],
    ['a symbol as key', { [Symbol('x')]: 1 }, 'an object with a symbol as key'],
    ['a list that is too long', Array.from({ length: 10_001 }), 'a list of 10001 items'],
    ['a getter that throws', throwing, 'an object that cannot be read'],
    ['a revoked proxy', revoked.proxy, 'an object that cannot be read'],
  ])('%s', (_, raw, name) => {
    expect(strange(raw)).toBe(name)
  })
})

test('circles and depths end', () => {
  const list: unknown[] = []
  list.push(list)
  expect(plainCopy(list)).toEqual([expect.any(Symbol)])
  let deep: unknown = {}
  for (let i = 0; i < 100_000; i++) deep = { deep }
  expect(() => plainCopy(deep)).not.toThrow()
})

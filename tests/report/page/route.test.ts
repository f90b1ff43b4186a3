import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatRoute, parseRoute, plainPages, subjectRouteKey } from '../../../src/report/page/route.ts'
import type { Route } from '../../../src/report/page/route.ts'

describe('parseRoute', () => {
  test.each<[string, Route]>([
    ['', { page: 'overview' }],
    ['#/', { page: 'overview' }],
    ['#/nowhere', { page: 'overview' }],
    ['#/tests', { page: 'tests' }],
    ['#/slo/first-build', { page: 'slo', id: 'first-build' }],
    ['#slo-first-build', { page: 'slo', id: 'first-build' }],
    ['#/slo/100%', { page: 'slo', id: '100%' }],
    ['#/subject/test%7C%7Ca.test.ts%7Ca%20%2F%20b', { page: 'subject', key: 'test||a.test.ts|a / b' }],
    ['#/profile/2', { page: 'profile', place: 2 }],
  ])('%s', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route)
  })

  test('reads what was written', () => {
    const routes = fc.oneof(
      fc.record({ page: fc.constant('slo' as const), id: fc.string({ minLength: 1, unit: 'grapheme' }) }),
      fc.record({ page: fc.constant('subject' as const), key: fc.string({ unit: 'grapheme' }) }),
      fc.record({ page: fc.constant('profile' as const), place: fc.nat() }),
      fc.record({ page: fc.constantFrom(...plainPages) }),
    )
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(formatRoute(route))).toEqual(route)
      }),
    )
  })
})

test('a subject has one address, whatever else is known of it', () => {
  expect(subjectRouteKey({ kind: 'test', name: 'a|b', file: 'a.test.ts' })).toBe('test||a.test.ts|a|b')
  expect(subjectRouteKey({ kind: 'run', name: 'run' })).toBe('run|||run')
})

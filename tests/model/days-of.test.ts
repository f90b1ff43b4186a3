import { expect, test } from 'vitest'
import { daysOf } from '../../src/model/days-of.ts'

test.each([
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T12:00:00Z',
  '2000-02-29T23:59:59.999Z',
  '2026-01-05T10:30:15.250Z',
  '2100-03-01T00:00:00Z',
  '0000-03-01T00:00:00Z',
])('%s as the calendar of Node says it', (iso) => {
  expect(daysOf(iso)).toBeCloseTo(Date.parse(iso) / 86_400_000, 9)
})

test.each(['', 'yesterday', '2026-01-05', '2026-01-05T10:30:15+01:00'])('%j is no time', (text) => {
  expect(daysOf(text)).toBeNaN()
})

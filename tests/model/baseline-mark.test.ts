import { expect, test } from 'vitest'
import { acceptances, namedBaseline, namedBaselines } from '../../src/model/baseline-mark.ts'
import { falseAlarms, falseAlarmsText } from '../../src/model/false-alarms.ts'

const mark = (kind: string, value: unknown) => ({ kind, key: JSON.stringify(value), text: JSON.stringify(value) })

test('marks of one kind are read, and what cannot be read is not there', () => {
  const marks = [
    mark('baseline', { name: 'v1' }),
    { kind: 'baseline', key: 'v2', text: 'no JSON' },
    mark('other', { name: 'v3' }),
  ]
  expect(namedBaselines(marks)).toEqual([{ name: 'v1' }])
  expect([namedBaseline(marks, 'v1'), namedBaseline(marks, 'v3')]).toEqual([{ name: 'v1' }, undefined])
})

test('acceptances come in the order of their days', () => {
  const [late, early] = [mark('accepted', { at: '2026-02-01' }), mark('accepted', { at: '2026-01-01' })]
  const expected = [{ at: '2026-01-01' }, { at: '2026-02-01' }]
  expect([acceptances([late, early]), acceptances([early, late])]).toEqual([expected, expected])
  expect(acceptances([{ kind: 'accepted', key: '', text: '{' }])).toEqual([])
})

test('many SLOs multiply false alarms', () => {
  expect([falseAlarms(0), falseAlarms(20)]).toEqual([0, expect.closeTo(0.0488, 4)])
  expect(falseAlarmsText(1)).toBe('1 SLO is held to the past: expect a false alarm in about 0.25 % of runs in which nothing changed') // prettier-ignore
  expect(falseAlarmsText(20)).toMatch(/^20 SLOs are held to the past: expect a false alarm in about 4\.9 % of runs/)
})

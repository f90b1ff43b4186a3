import { expect, test } from 'vitest'
import { ConfigError, SloError, formatFaults } from '../../src/model/fault.ts'
import type { FaultCode } from '../../src/model/fault.ts'

const came: Readonly<Record<FaultCode, string>> = {
  'unknown-key': "'waning'",
  'unknown-value': "'off'",
  missing: '',
  'wrong-type': '5',
  empty: '',
  'not-supported-yet': 'this key',
  'no-operator': "'15s'",
  'unknown-statistic': "'peek'",
  'bad-percentile': "'p0'",
  'no-unit': "'15'",
  'wrong-unit': "'15MB'",
  'unknown-unit': "'12XB'",
  negative: "'-5s'",
  'not-a-number': "'1,5s'",
  'not-whole': '1.5',
  'too-large': "'99999999GB'",
  'warning-not-stricter': "'<= 20s'",
  'above-limit': "'2GiB'",
  'unknown-metric': "'triples'",
  'unknown-probe': "'build'",
  'monitoring-off': 'gc',
  duplicate: "'json'",
  'out-of-range': '0',
  'bad-name': "''",
  'no-budget': "'95%'",
  'budget-too-small': 'a window of 10 runs',
  'no-single-samples': "'occurrences'",
  'no-history': '',
  'no-memory': '',
  'not-loaded': 'ReferenceError: x is not defined',
  'not-found': 'slo.config.ts',
  'no-default-export': '',
  'outside-root': "'../x'",
}

test('every code has a sentence that says where and what', () => {
  const faults = Object.entries(came).map(([code, text]) => ({ code: code as FaultCode, path: 'a.b', came: text }))
  expect(formatFaults('slo.config.ts', faults)).toMatchInlineSnapshot(`
    "slo.config.ts: 33 problems
      ✗ a.b: there is no such key
      ✗ a.b: 'off' is not known here
      ✗ a.b is missing
      ✗ a.b: 5 is of the wrong type
      ✗ a.b is empty
      ✗ a.b: this key is not supported in this version
      ✗ a.b: '15s' has no comparison
      ✗ a.b: there is no statistic 'peek'
      ✗ a.b: 'p0' is not a percentile above p0 and below p100
      ✗ a.b: '15' has no unit
      ✗ a.b: '15MB' has a unit of another kind
      ✗ a.b: '12XB' has a unit that does not exist
      ✗ a.b: '-5s' is negative
      ✗ a.b: '1,5s' cannot be read as a quantity
      ✗ a.b: 1.5 is not a whole number
      ✗ a.b: '99999999GB' is too large to be compared exactly
      ✗ a.b: the warning '<= 20s' is not stricter than the objective
      ✗ a.b: the bound '2GiB' lies above an enforced limit, so it could never be the one that is broken
      ✗ a.b: no metric 'triples' is declared under metrics
      ✗ a.b: no probe 'build' is declared under probes
      ✗ a.b: gc is switched off under monitoring, so this SLO could never have data
      ✗ a.b: 'json' stands here twice
      ✗ a.b: 0 is out of range
      ✗ a.b: '' cannot be used as a name
      ✗ a.b: '95%' counts for nothing without enforce: 'budget'
      ✗ a.b: a window of 10 runs leaves no budget: not one run may be bad
      ✗ a.b: 'occurrences' counts single samples, which cannot be compared with this objective
      ✗ a.b: an error budget is spent over runs, and no run is remembered
      ✗ a.b: who was told is kept beside the runs, and no run is remembered
      ✗ a.b could not be loaded: ReferenceError: x is not defined
      ✗ a.b: slo.config.ts was not found
      ✗ a.b has no default export
      ✗ a.b: '../x' lies outside the project"
  `)
})

test('a fault says what is expected, the way out and the nearest name', () => {
  const fault = {
    code: 'unknown-value',
    path: 'fitness',
    came: "'chek'",
    expected: "'check' or 'ignore'",
    hint: 'a hint',
    nearest: "'check'",
  } as const
  expect(formatFaults('slo.config.ts', [fault])).toMatchInlineSnapshot(`
    "slo.config.ts: 1 problem
      ✗ fitness: 'chek' is not known here
          expected 'check' or 'ignore'
          a hint
          did you mean 'check'?"
  `)
})

test('a fault of the file as a whole has no path', () => {
  const faults = [
    { code: 'no-default-export', path: '' },
    { code: 'not-found', path: '', came: '/a/slo.config.ts' },
  ] as const
  expect(formatFaults('slo.config.ts', faults)).toMatchInlineSnapshot(`
    "slo.config.ts: 2 problems
      ✗ the file has no default export
      ✗ /a/slo.config.ts was not found"
  `)
})

test('an error of the configuration carries its faults, and says them all', () => {
  const error = new ConfigError('slo.config.ts', [{ code: 'missing', path: 'slos' }])
  expect(error).toBeInstanceOf(SloError)
  expect(error).toMatchObject({ name: 'ConfigError', file: 'slo.config.ts', faults: [{ code: 'missing', path: 'slos' }] })
  expect(error.message).toBe('slo.config.ts: 1 problem\n  ✗ slos is missing')
  expect(new SloError('x').name).toBe('SloError')
})

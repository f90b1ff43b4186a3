import { describe, expect, test } from 'vitest'
import { defineConfig } from '../../src/declare/define-config.ts'
import { parseConfig } from '../../src/declare/parse-config.ts'
import { formatFaults } from '../../src/model/fault.ts'
import type { Limit } from '../../src/model/limit.ts'
import { sli } from '../../src/model/sli.ts'

const slos = { build: { sli: sli.command('build').duration, objective: '<= 15s' } } as const

function limits(raw: unknown, environment = 'ci'): readonly Limit[] {
  const parsed = parseConfig(raw, { file: 'slo.config.ts', environment, machineClass: 'local' })
  if (!parsed.ok) throw new Error(formatFaults('slo.config.ts', parsed.faults))
  return parsed.config.limits
}

function refusal(raw: unknown): string {
  const parsed = parseConfig(raw, { file: 'slo.config.ts', environment: 'ci', machineClass: 'local' })
  if (parsed.ok) throw new Error('the config was accepted')
  return formatFaults('slo.config.ts', parsed.faults)
}

test('none by default', () => {
  expect(limits({ slos })).toEqual([])
  expect(limits({ slos, limits: {} })).toEqual([])
})

test('both forms, with their defaults, in a fixed order', () => {
  const raw = defineConfig({
    slos,
    limits: {
      processes: 256,
      network: { max: '100MiB/s', sustained: '10s' },
      memory: { max: '1GiB', onExceed: 'kill' },
      disk: '10GiB',
      cpu: '90%',
    },
  })
  expect(limits(raw)).toEqual([
    { name: 'cpu', max: 0.9, written: '90%', onExceed: 'fail', sustained: 5000 },
    { name: 'memory', max: 2 ** 30, written: '1GiB', onExceed: 'kill', sustained: 0 },
    { name: 'disk', max: 10 * 2 ** 30, written: '10GiB', onExceed: 'fail', sustained: 0 },
    { name: 'network', max: 100 * 2 ** 20, written: '100MiB/s', onExceed: 'fail', sustained: 10_000 },
    { name: 'processes', max: 256, written: '256', onExceed: 'fail', sustained: 0 },
  ])
})

test('an environment changes what it names and keeps the rest', () => {
  const raw = defineConfig({
    slos,
    limits: { memory: { max: '1GiB', onExceed: 'kill' }, processes: 256 },
    environments: { ci: { limits: { memory: '2GiB', cpu: { max: '50%', sustained: '0s' } } }, local: { limits: {} } },
  })
  expect(limits(raw).map(({ name, written, onExceed, sustained }) => [name, written, onExceed, sustained])).toEqual([
    ['cpu', '50%', 'fail', 0],
    ['memory', '2GiB', 'kill', 0],
    ['processes', '256', 'fail', 0],
  ])
  expect(limits(raw, 'development').map(({ name, written }) => [name, written])).toEqual([
    ['memory', '1GiB'],
    ['processes', '256'],
  ])
})

describe('what is refused', () => {
  test('every fault at once, each at its place', () => {
    expect(
      refusal({
        slos,
        limits: {
          memory: 1024,
          disk: { max: '10GB/s', onExceed: 'stop' },
          cpu: '100%',
          processes: 2.5,
          network: { onExceed: 'kill', sustained: 5 },
          memroy: '1GiB',
        },
        environments: { ci: { limits: { memory: { max: '0B', sustained: '1s' } } } },
      }),
    ).toMatchInlineSnapshot(`
      "slo.config.ts: 10 problems
        ✗ limits.memory: 1024 has no unit
            expected an amount such as '1GiB'
        ✗ limits.disk.max: '10GB/s' has a unit of another kind
            expected an amount such as '10GiB'
        ✗ limits.disk.onExceed: 'stop' is not known here
            expected 'fail', 'kill' or 'warn'
        ✗ limits.cpu: '100%' is out of range
            expected a share of the usable processors such as '90%': nothing can use more than 100%
        ✗ limits.processes: 2.5 is not a whole number
            expected an amount such as 256
        ✗ limits.network.sustained: 5 has no unit
            expected a time from '0s' to '1h'
            write '5ms'
        ✗ limits.network.max is missing
            expected an amount such as '100MiB/s'
        ✗ limits.memroy: there is no such key
            did you mean memory?
        ✗ environments.ci.limits.memory.max: '0B' is out of range
            expected an amount such as '1GiB'
        ✗ environments.ci.limits.memory.sustained: there is no such key
            expected max or onExceed"
    `)
  })

  test('a block of another kind', () => {
    expect(refusal({ slos, limits: '1GiB' })).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ limits: '1GiB' is of the wrong type
            expected limits such as { memory: '1GiB', processes: 256 }"
    `)
    expect(refusal({ slos, limits: { memory: null, disk: ['1GiB'] } })).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ limits.memory: null is of the wrong type
            expected an amount such as '1GiB'
        ✗ limits.disk: a list is of the wrong type
            expected an amount such as '10GiB'"
    `)
  })
})

describe('a bound above an enforced limit', () => {
  const memory = (bounds: object) => ({ memory: { sli: sli.command('gen').memory, ...bounds } })

  test.each([
    ['an objective', { objective: 'peak <= 2GiB' }, { memory: '1GiB' }],
    [
      'a warning whose objective is met by a hair',
      { objective: '<= 2GiB', warning: '<= 1.5GiB' },
      { memory: { max: '1GiB', onExceed: 'kill' } },
    ],
    ['a percentile', { objective: 'p95 < 1.1GiB' }, { memory: '1GiB' }],
  ])('%s is refused', (_, bounds, limit) => {
    expect(refusal({ slos: memory(bounds), limits: limit })).toContain('lies above an enforced limit')
  })

  test.each([
    ['at the limit', { objective: '<= 1GiB' }, { memory: '1GiB' }],
    ['a limit that only warns', { objective: '<= 2GiB' }, { memory: { max: '1GiB', onExceed: 'warn' } }],
    ['a lower bound', { objective: '>= 2GiB' }, { memory: '1GiB' }],
    ['a sum of samples', { objective: 'sum <= 9GiB' }, { memory: '1GiB' }],
    ['a limit on something else', { objective: '<= 2GiB' }, { disk: '1GiB' }],
    ['a limit that is at fault itself is not judged', { objective: '<= 1GiB' }, undefined],
  ])('%s is taken', (_, bounds, limit) => {
    expect(() => limits({ slos: memory(bounds), limits: limit })).not.toThrow()
  })

  test.each([
    ['cpu', sli.run.cpu, '<= 95%', '90%'],
    ['memory', sli.file('tests/**').memory, '<= 2GiB', '1GiB'],
    ['memory', sli.run.memory, '<= 2GiB', '1GiB'],
    ['processes', sli.run.processes, '<= 20', 10],
  ])('%s, on another subject', (name, of, objective, max) => {
    expect(refusal({ slos: { a: { sli: of, objective } }, limits: { [name]: max } })).toContain(`limits.${name} is '${max}'`)
  })

  test('by environment and machine class, at the place of the bound, naming the limit that holds there', () => {
    const raw = {
      slos: memory({ objective: '<= 900MiB', on: { local: { objective: '<= 3GiB' } } }),
      limits: { memory: '4GiB' },
      environments: { ci: { limits: { memory: '2GiB' } } },
    }
    expect(refusal(raw)).toMatchInlineSnapshot(`
      "slo.config.ts: 1 problem
        ✗ slos.memory.on.local.objective: the bound '3GiB' lies above an enforced limit, so it could never be the one that is broken
            environments.ci.limits.memory is '2GiB': lower the bound, raise the limit, or let it only warn"
    `)
  })

  test('beside other faults of the file', () => {
    const raw = {
      slos: { ...memory({ objective: '<= 2GiB' }), b: { sli: sli.run.memory, objective: '<= 2s' } },
      limits: { memory: '1GiB' },
    }
    expect(refusal(raw)).toMatchInlineSnapshot(`
      "slo.config.ts: 2 problems
        ✗ slos.memory.objective: the bound '2GiB' lies above an enforced limit, so it could never be the one that is broken
            limits.memory is '1GiB': lower the bound, raise the limit, or let it only warn
        ✗ slos.b.objective: '2s' has a unit of another kind
            expected a size such as '100MB' or '512MiB'"
    `)
  })
})

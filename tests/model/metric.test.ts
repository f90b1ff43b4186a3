import { describe, expect, test } from 'vitest'
import { isTiming, monitoringOf, unitOfMetric } from '../../src/model/metric.ts'

test.each([
  ['command', 'duration', 'ms'],
  ['command', 'memory', 'bytes'],
  ['command', 'cpu', 'ratio'],
  ['bench', 'throughput', '1/s'],
  ['run', 'failures', 'count'],
  ['metric', 'rate', '1/s'],
  ['metric', 'value', undefined],
  ['metric', 'distribution', undefined],
  ['command', 'throughput', undefined],
] as const)('%s %s is in %s', (kind, metric, unit) => {
  expect(unitOfMetric(kind, metric)).toBe(unit)
})

describe('isTiming', () => {
  test.each([
    ['command', 'duration', true],
    ['run', 'transformTime', true],
    ['run', 'overhead', true],
    ['metric', 'rate', true],
    ['run', 'cpuTime', false],
    ['command', 'cpuTime', false],
    ['command', 'memory', false],
    ['run', 'tests', false],
    ['file', 'transformTime', false],
  ] as const)('%s %s: %s', (kind, metric, expected) => {
    expect(isTiming(kind, metric)).toBe(expected)
  })
})

test('each switch of monitoring turns something off, and most durations and counts have none', () => {
  expect(
    ['cpuTime', 'memory', 'heap', 'allocated', 'gcTime', 'eventLoopDelay', 'duration', 'failures'].map(monitoringOf),
  ).toEqual(['cpu', 'memory', 'gc', 'gc', 'gc', 'eventLoop', undefined, undefined])
  expect(['diskRead', 'diskWrite', 'networkSent', 'networkReceived', 'processes', 'contextSwitches'].map(monitoringOf)).toEqual([
    'disk',
    'disk',
    'network',
    'network',
    'processes',
    'cpu',
  ])
})

import { expect, test } from 'vitest'
import { metricsOf } from '../../src/model/metric.ts'
import { explaining, profileKindOf } from '../../src/model/profile.ts'
import { sli } from '../../src/model/sli.ts'
import { sloOf } from '../judge/sample-slo.ts'

test('which profile explains which metric', () => {
  const kinds = Object.entries(metricsOf).map(([subject, metrics]) => [
    subject,
    Object.keys(metrics).map((metric) => profileKindOf(subject, metric)),
  ])
  const { test: ofTest, command, container, run, metric, artifact } = Object.fromEntries(kinds) as Record<string, unknown[]>
  expect(ofTest?.slice(0, -2)).toEqual([
    'cpu',
    'cpu',
    'heap',
    'heap',
    'heap',
    'heap',
    'cpu',
    'disk',
    'disk',
    'network',
    'network',
  ])
  expect(ofTest?.slice(-2)).toEqual([undefined, undefined])
  expect(command).toEqual(['cpu', 'cpu', 'cpu', 'heap', 'disk', 'disk', 'network', 'network', undefined, undefined])
  expect(new Set([container, run, metric, artifact].flatMap((all) => all))).toEqual(new Set([undefined]))
  expect(profileKindOf('test', 'constructor')).toBeUndefined()
})

test('which profiles explain an SLO', () => {
  const profiles = [
    { subject: { kind: 'command', name: 'build' }, kind: 'cpu' },
    { subject: { kind: 'command', name: 'build' }, kind: 'heap' },
    { subject: { kind: 'command', name: 'other' }, kind: 'cpu' },
  ] as const
  expect(explaining(sloOf('<= 1s'), profiles)).toEqual([profiles[0]])
  expect(explaining(sloOf('<= 1MB', { sli: sli.command('build').memory }), profiles)).toEqual([profiles[1]])
  expect(explaining(sloOf('<= 1', { sli: sli.run.tests }), profiles)).toEqual([])
})

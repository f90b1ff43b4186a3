import { expect, test } from 'vitest'
import { tighten } from '../../src/judge/tighten.ts'
import { sli } from '../../src/model/sli.ts'
import { sloOf } from './sample-slo.ts'

const runs = (count: number, value: number): number[] => Array.from({ length: count }, (_, i) => value * (1 + 0.02 * Math.sin(i)))
const memory = (objective: string) => sloOf(objective, { sli: sli.command('build').memory })

test.each([
  ['a time has a quarter of room', sloOf('<= 15s'), runs(20, 4000), '5.1s'],
  ['a size a tenth', memory('peak <= 100MB'), runs(20, 40e6), '45MB'],
  ['a rate less room downwards', sloOf('>= 100/s', { sli: sli.bench('x').throughput }), runs(20, 1000), '780/s'],
  ['a count is whole', sloOf('<= 10', { sli: sli.run.failures }), runs(20, 1).map(() => 1), '2'],
  ['only the last forty runs count', sloOf('<= 15s'), [...runs(40, 14_000), ...runs(40, 4000)], '5.1s'],
] as const)('%s', (_, slo, values, written) => {
  const tighter = tighten(slo, values)
  expect(tighter?.objective).toMatchObject({ written, op: slo.objective.op, statistic: slo.objective.statistic })
  expect(tighter?.runs).toBe(Math.min(40, values.length))
})

test.each([
  ['too few runs', sloOf('<= 15s'), runs(19, 4000)],
  ['a bound that is near enough', sloOf('<= 15s'), runs(20, 11_500)],
  ['a bound that is broken: never a looser one', sloOf('<= 15s'), runs(40, 20_000)],
  ['a run that the new bound would have failed', sloOf('<= 15s'), [...runs(39, 4000), 9000]],
  ['what was 0', sloOf('<= 5', { sli: sli.run.failures }), runs(20, 0)],
  ['a number of samples', sloOf('count <= 100'), runs(20, 10)],
  ['a time too short to be written', sloOf('<= 1ms'), runs(20, 1e-5)],
] as const)('nothing is gained from %s', (_, slo, values) => {
  expect(tighten(slo, values)).toBeUndefined()
})

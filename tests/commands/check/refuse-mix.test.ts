import { expect, test } from 'vitest'
import { refuseMix } from '../../../src/commands/check/refuse-mix.ts'
import { otherSplits } from '../../../src/model/shard-plan.ts'
import type { Run } from '../../../src/model/run.ts'
import { runOf } from '../../report/sample-run.ts'

const stored = (...runs: Partial<Run>[]) =>
  runs.map((parts, index) => ({ file: `${'abc'[index]}.json`, run: runOf({ id: `id-${index}`, ...parts }) }))
const shard = (index: number, count: number, split?: string): Partial<Run> => ({ scope: 'shard', shard: { index, count, split } })

test.each([
  ['one run', stored({}), undefined],
  ['runs of one commit', stored({ commit: 'x' }, { commit: 'x' }), undefined],
  ['all shards, in any order', stored(shard(2, 3), shard(3, 3), shard(1, 3)), undefined],
  ['shards of one plan', stored(shard(1, 2, 'a'), shard(2, 2, 'a')), undefined],
  ['shards of two plans', stored(shard(1, 2, 'a'), shard(2, 2, 'b')), otherSplits],
  ['a shard without a plan', stored(shard(1, 2, 'a'), shard(2, 2)), otherSplits],
  ['shards that do not say which', stored({ scope: 'shard' }, { scope: 'shard' }), undefined],
  [
    'interrupted',
    stored({}, { scope: 'interrupted' }),
    'b.json is of a run that was interrupted, so nobody knows what the rest would have measured; run it again',
  ],
  [
    'twice the same',
    stored({ id: 'x' }, {}, { id: 'x' }),
    'a.json and c.json are the same run (x), whose samples would count twice; leave one out',
  ],
  [
    'services',
    stored({ service: 'web' }, {}),
    'these results are of different services; check them one by one:\n  web: a.json\n  no service: b.json',
  ],
  [
    'a commit and none',
    stored({ commit: 'x' }, {}),
    'these results are of different commits and say nothing about any one of them:\n  x: a.json\n  no commit: b.json\ncheck them one by one',
  ],
  ['a shard twice', stored(shard(1, 2), shard(1, 2)), 'a.json and b.json are both of shard 1/2; leave one out'],
  [
    'cut in two ways',
    stored(shard(1, 2), shard(2, 3)),
    'these results are of suites cut in different ways (into 2 and 3 shards); collect them again',
  ],
  [
    'missing shards',
    stored(shard(2, 4), shard(4, 4)),
    'the result of shard 1/4, 3/4 is missing, and with it its tests; add it, or run that shard again',
  ],
])('%s', (_, all, refusal) => {
  expect(refuseMix(all)).toBe(refusal)
})

import { expect, test } from 'vitest'
import { renderSplit } from '../../src/report/split.ts'

test('a plan for a person', () => {
  const file = (name: string, duration: number, project?: string) => ({ file: name, duration, project })
  const many = Array.from({ length: 22 }, (_, at) => file(`tests/${at}.test.ts`, 10))
  const text = renderSplit({
    shards: [[file('tests/slow.test.ts', 1200), file('tests/\u001b[31m.test.ts', 30, 'unit')], many.slice(0, 1), []],
    balance: { loads: [1230, 10, 0], longest: 1230, imbalance: 0.25 },
    before: { loads: [0, 0], longest: 0 },
  })
  expect(text).toMatchInlineSnapshot(`
    "
     shard 1/3   1.23s of tests in 2 files
       tests/slow.test.ts    1.2s
       unit  tests/.test.ts  30ms
     shard 2/3   10ms of tests in 1 file
       tests/0.test.ts  10ms
     shard 3/3   0ms of tests in 0 files

     balanced        the longest takes 1.23s, 25.0 % above the mean
     Vitest's own    the longest takes 0ms
    "
  `)
  const long = renderSplit({ shards: [many], balance: { loads: [220], longest: 220, imbalance: 0 }, before: { loads: [], longest: 0 } }) // prettier-ignore
  expect(long).toContain('and 2 shorter ones')
})

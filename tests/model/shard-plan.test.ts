import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatShardPlan, parseShardPlan, weigh } from '../../src/model/shard-plan.ts'

const files = [
  { file: 'b.test.ts', project: 'unit', duration: 20.4 },
  { file: 'a.test.ts', duration: 10 },
]

describe('a plan', () => {
  test('is written one file a line, in one order', () => {
    expect(formatShardPlan({ files })).toMatchInlineSnapshot(`
      "{
        "schema": 1,
        "unit": "ms",
        "files": [
          {"file":"a.test.ts","duration":10},
          {"file":"b.test.ts","project":"unit","duration":20}
        ]
      }
      "
    `)
    expect(formatShardPlan({ files: files.toReversed() })).toBe(formatShardPlan({ files }))
    expect(formatShardPlan({ files: [...files, ...files] })).toContain('a.test.ts')
  })

  test('is read as it was written', () => {
    const file = fc.record(
      { file: fc.string(), project: fc.string(), duration: fc.nat() },
      { requiredKeys: ['file', 'duration'], noNullPrototype: true },
    )
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: ({ file: name }) => name }), (some) => {
        const read = parseShardPlan(formatShardPlan({ files: some }))
        expect(read).toEqual({ files: expect.arrayContaining(some) })
      }),
    )
  })

  test.each([
    ['{', 'is no JSON object: write it anew with slo split --write'],
    ['[]', 'is no JSON object: write it anew with slo split --write'],
    ['{"files":[]}', 'has schema undefined, and this version reads 1: write it anew with slo split --write'],
    ['{"schema":2,"files":[]}', 'has schema 2, and this version reads 1: write it anew with slo split --write'],
    ...[
      '{}',
      '[1]',
      '[{"file":1,"duration":1}]',
      '[{"file":"a","project":1,"duration":1}]',
      '[{"file":"a","duration":-1}]',
      '[{"file":"a","duration":"1"}]',
    ].map(
      // prettier-ignore
      (written) => [`{"schema":1,"files":${written}}`, 'needs files, each with a file and a duration in ms above or equal to 0: write it anew with slo split --write'], // prettier-ignore
    ),
  ])('%s is refused', (text, reason) => {
    expect(parseShardPlan(text)).toBe(reason)
  })
})

describe('a file takes', () => {
  const plan = { files: [...files, { file: 'c.test.ts', duration: 0 }] }
  test.each([
    ['what the plan says of it', { file: 'b.test.ts', project: 'unit' }, 20.4],
    ['what the plan says of its path, without a project', { file: 'a.test.ts', project: 'unit' }, 10],
    ['what is usual where the plan does not know it', { file: 'new.test.ts' }, 10],
    ['at least a millisecond', { file: 'c.test.ts' }, 1],
  ])('%s', (_, name, duration) => {
    expect(weigh([name], plan)).toEqual([{ ...name, duration }])
  })

  test('all the same where the plan is empty', () => {
    expect(weigh([{ file: 'a' }, { file: 'b' }], { files: [] })).toEqual([{ file: 'a', duration: 1 }, { file: 'b', duration: 1 }]) // prettier-ignore
  })
})

import { describe, expect, test } from 'vitest'
import { flakyTests } from '../../src/aggregate/flaky-tests.ts'
import type { PastSeries, RunHead } from '../../src/model/history.ts'
import { head } from '../history/sample-history.ts'

/** The newest first, each of a commit of its own. */
const runsOf = (count: number, changes: Partial<RunHead> = {}): RunHead[] =>
  Array.from({ length: count }, (_, i) => head(count - i, { commit: `c${count - i}`, ...changes }))

/** What a test did, from the oldest run on: `.` passed, `r` passed when tried again, `f` failed in the end, a blank took no part. */
const series = (name: string, text: string): PastSeries[] => {
  const subject = { kind: 'test', name, file: 'a.test.ts' } as const
  const marks = text.split('').map((mark, i) => ({ mark, run: `run-${i + 1}` }))
  const of = (metric: PastSeries['metric'], marked: string): PastSeries => ({
    subject,
    metric,
    unit: 'count',
    values: marks.filter(({ mark }) => marked.includes(mark)).map(({ run }) => ({ run, median: 1, samples: 1 })),
  })
  return [of('duration', '.rf'), of('retries', 'r'), of('failures', 'f')].filter(({ values }) => values.length > 0)
}

const found = (text: string, changes: Partial<RunHead> = {}) =>
  flakyTests(runsOf(text.length, changes), series('parses', text))[0]

describe('flakyTests', () => {
  test.each([
    ['....', undefined],
    ['ffff', undefined],
    ['..ff', undefined],
    ['.r..', { runs: 4, retried: 1, alternated: 0, rate: 0.25 }],
    ['. r.', { runs: 3, retried: 1, rate: 1 / 3 }],
    ['rrrr', { runs: 4, retried: 4, rate: 1, high: 1 }],
  ])('of runs of different code: %s', (text, expected) => {
    if (expected === undefined) expect(found(text)).toBeUndefined()
    else expect(found(text)).toMatchObject(expected)
  })

  test('failed and passed on the same commit: each failure counts, where the commit says which code it was', () => {
    expect(found('.f.f', { commit: 'same' })).toMatchObject({ alternated: 2, retried: 0, rate: 0.5 })
    expect(found('rf', { commit: 'same' })).toMatchObject({ alternated: 1, retried: 1, rate: 1 })
    expect(found('.f.f', { commit: 'same', environment: 'development' })).toBeUndefined()
    expect(found('.f.f', { commit: undefined })).toBeUndefined()
    expect(found('.r.f', { commit: undefined })?.lastSeen).toEqual({ run: 'run-2', startedAt: head(2).startedAt })
  })

  test('says where it was last seen, and where it began if that is more than chance', () => {
    expect(found('......r.r.')).toMatchObject({ lastSeen: { run: 'run-9', commit: 'c9' }, since: { run: 'run-7', commit: 'c7' } })
    expect(found('..r.r.....')).not.toHaveProperty('since')
    expect(found('r.r.')).not.toHaveProperty('since')
    expect(found('.......f', { commit: undefined, environment: 'ci' })).toBeUndefined()
  })

  test('the surest first, whatever else is remembered', () => {
    const other: PastSeries = { ...(series('x', 'r')[0] as PastSeries), subject: { kind: 'command', name: 'build' } }
    const all = [...series('once', '.......r'), ...series('b', '.r.r.r.r'), ...series('a', '.r.r.r.r'), ...series('c', '.r.r.r.r'), ...series('ok', '........'), other]
    expect(flakyTests(runsOf(8), all).map(({ subject }) => subject.name)).toEqual(['a', 'b', 'c', 'once'])
    const [first] = flakyTests(runsOf(8), all)
    expect([first?.low, first?.high].map((bound) => bound?.toFixed(3))).toEqual(['0.215', '0.785'])
  }) // prettier-ignore

  test('a row that says 0 is no flake', () => {
    const zero = series('parses', 'r').map((one) => ({ ...one, values: one.values.map((value) => ({ ...value, median: 0 })) }))
    expect(flakyTests(runsOf(1), zero)).toEqual([])
  })
})

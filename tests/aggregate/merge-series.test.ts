import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeSeries } from '../../src/aggregate/merge-series.ts'
import type { Series } from '../../src/model/series.ts'

fc.configureGlobal({ seed: 2026 })

const build: Series = {
  subject: { kind: 'command', name: 'build' },
  metric: 'duration',
  unit: 'ms',
  samples: [1],
  source: 'monotonic clock',
  exact: true,
}
const inTest = (name: string, samples: readonly number[]): Series => ({
  ...build,
  samples,
  origin: { file: 'a.test.ts', test: name },
})

describe('mergeSeries', () => {
  test('nothing', () => expect(mergeSeries([])).toEqual([]))

  test('leaves a series alone that is the only one of its kind', () => {
    const only = inTest('one', [1, 2])
    expect(mergeSeries([only])).toEqual([only])
  })

  test('keeps apart what differs in subject, metric or unit', () => {
    const others: Series[] = [
      build,
      { ...build, subject: { kind: 'measure', name: 'build' } },
      { ...build, subject: { kind: 'command', name: 'clean' } },
      { ...build, subject: { kind: 'command', name: 'build', project: 'web' } },
      { ...build, metric: 'cpuTime' },
      { ...build, unit: 'count' },
    ]
    expect(mergeSeries(others)).toHaveLength(others.length)
  })

  test('puts samples in the order of their origin, and keeps the order within one test', () => {
    const [merged] = mergeSeries([inTest('b', [5]), inTest('a', [4]), inTest('b', [3]), { ...build, samples: [9] }])
    expect(merged).toMatchObject({ ...build, samples: [9, 4, 5, 3] })
  })

  test('says who recorded which of the samples, where several did', () => {
    const [merged] = mergeSeries([inTest('a', [1, 2]), { ...inTest('b', [9]), confirmation: [3] }, inTest('a', [4])])
    expect(merged?.origin).toBeUndefined()
    expect(merged?.recordings).toEqual([
      { origin: { file: 'a.test.ts', test: 'a' }, samples: 3 },
      { origin: { file: 'a.test.ts', test: 'b' }, samples: 1, confirmation: 1 },
    ])
    expect(mergeSeries([inTest('a', [1]), inTest('a', [2])])[0]?.recordings).toBeUndefined()
  })

  test('keeps an origin that all share', () => {
    expect(mergeSeries([inTest('a', [2]), inTest('a', [1])])).toEqual([inTest('a', [2, 1])])
  })

  test('joins sources, and is exact only if all are', () => {
    const estimate = { ...build, samples: [2], source: 'sampled', exact: false }
    const [merged] = mergeSeries([estimate, build, { ...estimate, samples: [3], source: 'monotonic clock; sampled' }])
    expect(merged).toMatchObject({ samples: [1, 2, 3], source: 'monotonic clock; sampled', exact: false })
  })

  test('a part that was not measured again stands for itself in the confirmation', () => {
    const [merged] = mergeSeries([inTest('a', [1, 2]), { ...inTest('b', [9]), confirmation: [3] }])
    expect(merged).toMatchObject({ samples: [1, 2, 9], confirmation: [1, 2, 3] })
    expect(mergeSeries([inTest('a', [1]), inTest('b', [2])])[0]?.confirmation).toBeUndefined()
  })

  const testName = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const series = fc.record({ name: fc.constantFrom('build', 'clean'), of: fc.option(testName), project: fc.constantFrom(undefined, 'web'), samples: fc.array(fc.nat(99), { maxLength: 3 }) }).map(
    ({ name, of, project, samples }): Series => ({ ...build, samples, subject: { kind: 'command', name }, origin: of === null ? undefined : { file: 'a.test.ts', test: of, project } }),
  ) // prettier-ignore
  // One series per test: several of one test come from one worker, in the order they were taken.
  const run = fc.uniqueArray(series, {
    maxLength: 12,
    selector: ({ subject, samples, origin }) => JSON.stringify([subject, origin ?? samples]),
  })

  test('does not depend on who came first', () => {
    const shuffled = run.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(mergeSeries(other)).toEqual(mergeSeries(all))
      }),
    )
  })

  test('merging the series of shards equals one run, and merging again changes nothing', () => {
    fc.assert(
      fc.property(run, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (all, side) => {
        const shards = [all.filter((_, i) => side[i]), all.filter((_, i) => !side[i])]
        const merged = mergeSeries(shards.flat())
        expect(merged).toEqual(mergeSeries(all))
        expect(mergeSeries(merged)).toEqual(merged)
      }),
    )
  })
})

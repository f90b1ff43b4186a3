import { expect, test } from 'vitest'
import type { Series } from '../../src/model/series.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { originOf, profileTargets, targetOf } from '../../src/profile/profile-targets.ts'
import { sloOf } from '../judge/sample-slo.ts'
import { sli } from '../../src/model/sli.ts'

const series = (parts: Partial<Series>): Series => ({
  subject: { kind: 'command', name: 'build' }, metric: 'duration', unit: 'ms', samples: [1], source: 'clock', exact: true, ...parts,
}) // prettier-ignore
const unit = (name: string, samples: readonly number[], file = 'tests/a.test.ts'): Series =>
  series({ subject: { kind: 'test', name, file }, samples })
const verdict = (
  slo: ReturnType<typeof sloOf>,
  status: 'violated' | 'met' | 'warning' | 'inconclusive',
  headroom = -1,
): Verdict => ({ status, slo, measured: 1, headroom, samples: 1, exact: true, reason: '' })
const tests = sloOf('<= 10ms', { name: 'tests', sli: sli.test({ file: 'tests/**' }).duration })
const build = sloOf('<= 10ms', { name: 'build' })
const origin = { file: 'tests/b.test.ts', test: 'builds' }

test('of many subjects the one that stands worst, with the test that runs it', () => {
  expect(targetOf(tests, [unit('a', [5]), unit('b', [5, 90]), unit('c', [Number.NaN, 7])])).toEqual({
    subject: { kind: 'test', name: 'b', file: 'tests/a.test.ts' },
    kind: 'cpu',
    origin: { file: 'tests/a.test.ts', test: 'b', project: undefined },
    good: false,
  })
})

test('of a lower bound the smallest', () => {
  const rate = sloOf('>= 10/s', { sli: sli.bench('hash').throughput })
  const bench = (samples: readonly number[], by: string): Series =>
    series({
      subject: { kind: 'bench', name: 'hash' },
      metric: 'throughput',
      unit: '1/s',
      samples,
      origin: { ...origin, test: by },
    })
  expect(targetOf(rate, [bench([9], 'one'), bench([3], 'two')])?.origin?.test).toBe('two')
})

test('of what several tests recorded, the one with the worst sample', () => {
  const recordings = [{ origin: { ...origin, test: 'fast' }, samples: 2 }, { origin: { ...origin, test: 'slow' }, samples: 1 }] // prettier-ignore
  expect(targetOf(build, [series({ samples: [1, 2, 50], recordings })])?.origin?.test).toBe('slow')
})

test('files are run whole, probes by themselves, other commands by their test', () => {
  expect(originOf(series({ subject: { kind: 'file', name: 'tests/a.test.ts', project: 'unit' } }))).toEqual({ file: 'tests/a.test.ts', project: 'unit' }) // prettier-ignore
  expect(originOf(series({}))).toBeUndefined()
  expect(originOf(series({ origin }))).toEqual(origin)
})

test('nothing for what no profile explains, or nobody measured', () => {
  expect(targetOf(sloOf('<= 1KB', { sli: sli.artifact('dist/**').size }), [series({ subject: { kind: 'artifact', name: 'dist/**' }, metric: 'size' })])).toBeUndefined() // prettier-ignore
  expect(targetOf(sloOf('<= 1', { sli: sli.run.tests }), [])).toBeUndefined()
  expect(targetOf(build, [])).toBeUndefined()
})

test('the worst violation first, each subject once', () => {
  const again = sloOf('<= 1ms', { name: 'build again' })
  const memory = sloOf('<= 1MB', { name: 'memory', sli: sli.command('build').memory })
  const measured = [series({}), series({ metric: 'memory' }), unit('a', [5])]
  const verdicts = [verdict(tests, 'violated', -1), verdict(build, 'violated', -5), verdict(again, 'violated', -0.1), verdict(memory, 'violated', -9e6)] // prettier-ignore
  expect(profileTargets({ verdicts, series: measured }, 'on-violation').map(({ subject, kind }) => `${subject.name} ${kind}`)).toEqual([
    'build heap', 'build cpu', 'a cpu']) // prettier-ignore
})

test('what is met only when asked for, after the violated; good only where all is met', () => {
  const strict = sloOf('<= 1ms', { name: 'strict' })
  const run = {
    verdicts: [
      verdict(tests, 'met', 1),
      verdict(build, 'warning', 1),
      verdict(strict, 'violated'),
      verdict(sloOf('<= 1ms'), 'inconclusive'),
      { status: 'no-data', cause: 'skipped', slo: build, reason: '' } as const,
    ],
    series: [series({}), unit('a', [5])],
  }
  expect(profileTargets(run, 'on-violation')).toHaveLength(1)
  expect(profileTargets(run, 'always').map(({ subject, good }) => [subject.name, good])).toEqual([['build', false], ['a', true]]) // prettier-ignore
  const met = { ...run, verdicts: [verdict(build, 'met', 1), verdict(strict, 'met', 1)] }
  expect(profileTargets(met, 'always')).toMatchObject([{ good: true }])
})

test('what an error budget covers is profiled as a violation, and a spent one alone is not', () => {
  const state = { status: 'within', runs: 1, good: 0, total: 1, allowed: 1, spent: 1, burn: {} } as const
  const covered: Verdict = { ...verdict(build, 'warning'), budget: { ...state, alone: 'violated' } }
  const spent: Verdict = { ...verdict(build, 'violated', 1), budget: { ...state, status: 'spent', alone: 'met' } }
  expect(profileTargets({ verdicts: [covered], series: [series({})] }, 'on-violation')).toMatchObject([{ good: false }])
  expect(profileTargets({ verdicts: [spent], series: [series({})] }, 'on-violation')).toEqual([])
  expect(profileTargets({ verdicts: [spent], series: [series({})] }, 'always')).toMatchObject([{ good: true }])
})

test('a sample that failed has no figure, and needs no profile', () => {
  const failed = { status: 'violated', slo: build, samples: 0, exact: true, reason: 'exit code 1' } as const
  expect(profileTargets({ verdicts: [failed], series: [series({})] }, 'always')).toEqual([])
})

test('a bound of zero is broken without measure', () => {
  const zero = { ...build, objective: { ...build.objective, threshold: 0 } }
  expect(profileTargets({ verdicts: [verdict(tests, 'violated'), verdict(zero, 'violated')], series: [series({}), unit('a', [5])] }, 'on-violation')[0]?.subject.name).toBe('build') // prettier-ignore
})

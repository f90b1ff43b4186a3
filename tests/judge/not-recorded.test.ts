import { describe, expect, test } from 'vitest'
import { describeNotRecorded } from '../../src/judge/not-recorded.ts'
import type { Gap } from '../../src/model/series.ts'
import { sli } from '../../src/model/sli.ts'
import type { Sli } from '../../src/model/sli.ts'
import type { Subject } from '../../src/model/subject.ts'
import { measuredOf, seriesOf } from './sample-slo.ts'

const subjects: readonly Subject[] = [
  { kind: 'command', name: 'build:first' },
  { kind: 'command', name: 'clean' },
  { kind: 'test', name: 'parses', file: 'tests/unit/rdf.test.ts', tags: ['quick'] },
  { kind: 'test', name: 'prints', file: 'tests/unit/rdf.test.ts' },
  { kind: 'test', name: 'of no file' },
  { kind: 'bench', name: 'hash' },
]
const series = [
  ...subjects.map((subject) => seriesOf([1], { subject })),
  seriesOf([], { subject: { kind: 'measure', name: 'empty' } }),
]
const gaps: readonly Gap[] = [
  { kind: 'failed-test', subject: { kind: 'test', name: 'a' }, reason: 'it failed' },
  { kind: 'skipped-test', subject: { kind: 'test', name: 'b' }, reason: 'it was skipped' },
  { kind: 'unsupported', subject: { kind: 'test', name: 'c' }, metric: 'memory', reason: 'threads' },
]
const suspects = '; 2 tests failed, crashed or were skipped, and may be the ones that record it'
const describeIt = ({ subject, metric }: Sli, missing: readonly Gap[] = []) =>
  describeNotRecorded({ subject, metric, unit: 'ms' }, measuredOf(series, missing))

describe('describeNotRecorded', () => {
  test.each<[Sli, string]>([
    [sli.command('build:frist').duration, 'nothing was recorded for command build:frist: 2 other commands were recorded, did you mean build:first?'],
    [sli.command('deploy').duration, 'nothing was recorded for command deploy: 2 other commands were recorded'],
    [sli.bench('hesh').latency, 'nothing was recorded for bench hesh: 1 other bench was recorded, did you mean hash?'],
    [sli.leak('cache').slope, 'nothing was recorded for leak cache: no leaks were recorded'],
    [sli.measure('empty').duration, 'nothing was recorded for measure empty: no measures were recorded'],
    [sli.test('parse').duration, 'nothing was recorded for tests parse: 3 other tests were recorded, did you mean parses?'],
    [sli.test({ file: 'tests/unit/rfd.test.ts' }).duration, 'nothing was recorded for tests in tests/unit/rfd.test.ts: 3 other tests were recorded, did you mean tests/unit/rdf.test.ts?'],
    [sli.test({ tag: 'slow' }).duration, 'nothing was recorded for tests tagged slow: 3 other tests were recorded'],
    [
      sli.test({ tag: 'qiuck' }).duration,
      'nothing was recorded for tests tagged qiuck: 3 other tests were recorded, did you mean quick?',
    ],
    [sli.run.memory, 'nothing was recorded for run'],
    [sli.command('clean').memory, 'command clean: measured, but not its memory (only duration)'],
  ])('%#', (one, expected) => {
    expect(describeIt(one)).toBe(expected)
  }) // prettier-ignore

  test('tests that did not get to the end may be the ones that record it', () => {
    expect(describeIt(sli.command('deploy').duration, gaps)).toBe(
      `nothing was recorded for command deploy: 2 other commands were recorded${suspects}`,
    )
    expect(describeIt(sli.command('deploy').duration, gaps.slice(1))).toContain('; 1 test failed, crashed or was skipped, and may be the one that records it') // prettier-ignore
    expect(describeIt(sli.test('q*').duration, gaps)).not.toContain('may be')
  })

  test('every test was asked for, and only something else was recorded', () => {
    const others = measuredOf(seriesOf([1], { subject: { kind: 'test', name: 'parses' }, metric: 'memory' }))
    expect(describeNotRecorded({ ...sli.test({}).duration, unit: 'ms' }, others)).toBe(
      'tests: measured, but not its duration (only memory)',
    )
  })

  test('a bench is plural in its own way', () => {
    expect(describeNotRecorded({ ...sli.bench('hash').latency, unit: 'ms' }, measuredOf([]))).toBe(
      'nothing was recorded for bench hash: no benches were recorded',
    )
  })
})

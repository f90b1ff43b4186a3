import { describe, expect, test } from 'vitest'
import { select } from '../../src/judge/select.ts'
import type { Gap } from '../../src/model/series.ts'
import { sli } from '../../src/model/sli.ts'
import type { Sli } from '../../src/model/sli.ts'
import type { Slo } from '../../src/model/slo.ts'
import type { Subject } from '../../src/model/subject.ts'
import { build, seriesOf } from './sample-slo.ts'

const parses: Subject = { kind: 'test', name: 'rdf > parses a/b (fast)', file: 'tests/unit/rdf.test.ts', tags: ['slow'] }
const prints: Subject = { kind: 'test', name: 'prints', file: 'tests/.hidden/print.test.ts' }
const file: Subject = { kind: 'file', name: 'tests/unit/rdf.test.ts' }
const bundle: Subject = { kind: 'artifact', name: 'dist/*.js' }
const run: Subject = { kind: 'run', name: 'run' }
const subjects = [build, parses, prints, file, bundle, run]
const series = subjects.map((subject) => seriesOf([1], { subject }))
const selected = ({ subject, metric }: Sli) =>
  select({ subject, metric, unit: 'ms' } satisfies Slo['sli'], { series, gaps: [] }).series.map((one) => one.subject)

describe('select', () => {
  test.each<[string, Sli, readonly Subject[]]>([
    ['every test', sli.test({}).duration, [parses, prints]],
    ['a name', sli.test('prints').duration, [prints]],
    ['a glob of a name, across slashes', sli.test('rdf > * (fast)').duration, [parses]],
    ['two stars are one', sli.test('**b (fast)').duration, [parses]],
    ['a file, with hidden folders', sli.test({ file: 'tests/**' }).duration, [parses, prints]],
    ['a star of a file stays in its folder', sli.test({ file: 'tests/*' }).duration, []],
    ['a tag', sli.test({ tag: 'slow' }).duration, [parses]],
    ['all three together', sli.test({ file: 'tests/unit/*', name: 'rdf*', tag: 'fast' }).duration, []],
    ['files', sli.file('tests/**').duration, [file]],
    ['an artifact by its own glob', sli.artifact('dist/*.js').size, []],
    ['an exact name', sli.command('build').duration, [build]],
    ['no glob of a name', sli.command('bu*').duration, []],
    ['another kind of the same name', sli.measure('build').duration, []],
    ['the run', sli.run.duration, [run]],
  ])('%s', (_, one, expected) => {
    expect(selected(one)).toEqual(expected)
  })

  test('an artifact is named by its glob, which is not held against the globs of others', () => {
    const sizes = [bundle, { ...bundle, name: 'dist/**' }].map((subject) =>
      seriesOf([1], { subject, metric: 'size', unit: 'bytes' }),
    )
    const slo = { subject: { kind: 'artifact', name: 'dist/**' }, metric: 'size', unit: 'bytes' } as const
    expect(select(slo, { series: sizes, gaps: [] }).series).toEqual([sizes[1]])
  })

  test('gaps of the subjects, and of the metric where they are about one', () => {
    const gaps: Gap[] = [
      { kind: 'failed-sample', subject: build, reason: 'exit code 1' },
      { kind: 'unsupported', subject: build, metric: 'duration', reason: 'no clock' },
      { kind: 'unsupported', subject: build, metric: 'memory', reason: 'no /proc' },
      { kind: 'failed-test', subject: parses, reason: 'it failed' },
    ]
    const { subject, metric } = sli.command('build').duration
    expect(select({ subject, metric, unit: 'ms' }, { series: [], gaps })).toEqual({ series: [], gaps: gaps.slice(0, 2) })
  })
})

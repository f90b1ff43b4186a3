import { expect, test } from 'vitest'
import { metricsOf } from '../../src/model/metric.ts'
import { sli } from '../../src/model/sli.ts'
import { formatSelector, formatSubject, subjectKey } from '../../src/model/subject.ts'
import type { Subject } from '../../src/model/subject.ts'

test('an indicator is plain data', () => {
  expect(sli.command('build').duration).toEqual({ subject: { kind: 'command', name: 'build' }, metric: 'duration' })
  expect(sli.run.memory).toEqual({ subject: { kind: 'run' }, metric: 'memory' })
  expect(sli.test('**').heap).toEqual({ subject: { kind: 'test', name: '**' }, metric: 'heap' })
  expect(sli.test({ file: 'a/**', tag: 'slow' }).heap).toEqual({
    subject: { kind: 'test', file: 'a/**', tag: 'slow' },
    metric: 'heap',
  })
})

test('every subject has all its metrics', () => {
  const { run, test: ofTest, ...named } = sli
  expect(Object.keys(run)).toEqual(Object.keys(metricsOf.run))
  expect(Object.keys(ofTest('x'))).toEqual(Object.keys(metricsOf.test))
  for (const [kind, of] of Object.entries(named)) {
    expect(Object.values(of('x'))[0]).toMatchObject({ subject: { kind, name: 'x' } })
    expect(Object.keys(of('x'))).toEqual(Object.keys(metricsOf[kind as keyof typeof named]))
  }
})

test('subjects have one key each', () => {
  const subjects: readonly Subject[] = [
    { kind: 'command', name: 'a' },
    { kind: 'measure', name: 'a' },
    { kind: 'test', name: 'a', file: 'x' },
    { kind: 'test', name: 'a', file: 'y' },
    { kind: 'test', name: 'a', file: 'x', project: 'p' },
    { kind: 'test', name: 'a', file: 'p', project: 'x' },
  ]
  expect(new Set(subjects.map(subjectKey)).size).toBe(subjects.length)
  expect(subjectKey({ kind: 'test', name: 'a', file: 'x', tags: ['slow'] })).toBe(
    subjectKey({ kind: 'test', name: 'a', file: 'x' }),
  )
})

test.each([
  [{ kind: 'run', name: 'run' }, 'run'],
  [{ kind: 'command', name: 'build:first' }, 'command build:first'],
  [{ kind: 'test', name: 'suite > parses', file: 'tests/a.test.ts' }, 'test tests/a.test.ts > suite > parses'],
] as const)('formats the subject %o', (subject, text) => {
  expect(formatSubject(subject)).toBe(text)
})

test.each([
  [{ kind: 'run' }, 'run'],
  [{ kind: 'artifact', name: 'dist/**' }, 'artifact dist/**'],
  [{ kind: 'test', name: 'parses*' }, 'tests parses*'],
  [{ kind: 'test', file: 'tests/unit/**' }, 'tests in tests/unit/**'],
  [{ kind: 'test', name: 'a', file: 'b', tag: 'slow' }, 'tests a in b tagged slow'],
] as const)('formats the selector %o', (selector, text) => {
  expect(formatSelector(selector)).toBe(text)
})

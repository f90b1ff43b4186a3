import { describe, expect, test } from 'vitest'
import type { Series } from '../../../src/model/series.ts'
import type { Subject } from '../../../src/model/subject.ts'
import { subjectTable } from '../../../src/report/html/subject-table.ts'
import { durations } from '../sample-run.ts'
import { readHtml } from './read-html.ts'

const series = (subject: Partial<Subject>, parts: Partial<Series>): Series => ({
  ...durations('', [1]),
  subject: { kind: 'test', name: 'adds', file: 'tests/a.test.ts', ...subject },
  ...parts,
})

const linesOf = (all: readonly Series[]): string[] =>
  readHtml(subjectTable('test', all).markup).text.split('\n').map((line) => line.trim()).filter((line) => line !== '') // prettier-ignore

describe('subjectTable', () => {
  test('the slowest first, with the largest of its attempts, estimates marked, unknown named', () => {
    const lines = linesOf([
      series({}, { samples: [2, 7, Number.NaN, 3] }),
      series({}, { metric: 'cpuTime', samples: [5], exact: false }),
      series({ name: 'parses' }, { samples: [50] }),
      series({ name: 'only heap' }, { metric: 'heap', unit: 'bytes', samples: [1000] }),
      series({ name: 'empty' }, { samples: [] }),
    ])
    expect(lines).toEqual([
      '4 tests, slowest first. Of several attempts the largest figure; ≈ marks an estimate.',
      'test', 'duration', 'cpu time', 'heap',
      'parses', 'tests/a.test.ts', '50ms', 'unknown', 'unknown',
      'adds', 'tests/a.test.ts', '7ms', '≈5ms', 'unknown',
      'only heap', 'tests/a.test.ts', 'unknown', 'unknown', '1KB',
      'empty', 'tests/a.test.ts', 'unknown', 'unknown', 'unknown',
    ]) // prettier-ignore
  })

  test('tests of one name are apart by file and project, wherever their series lie', () => {
    const [a, b, c] = [{}, { file: 'tests/b.test.ts' }, { file: 'tests/b.test.ts', project: 'browser' }]
    const lines = linesOf([
      series(a, { samples: [3] }),
      series(b, { samples: [2] }),
      series(c, { samples: [1] }),
      series({ ...a }, { metric: 'cpuTime', samples: [30] }),
    ])
    expect(lines[0]).toContain('3 tests')
    expect(lines.slice(4)).toEqual([
      'adds', 'tests/a.test.ts', '3ms', '30ms',
      'adds', 'tests/b.test.ts', '2ms', 'unknown',
      'adds', 'browser · tests/b.test.ts', '1ms', 'unknown',
    ]) // prettier-ignore
  })

  test('a file has no place but its name', () => {
    const file = { ...durations('', [9]), subject: { kind: 'file', name: 'tests/a.test.ts' } as const }
    const { text } = readHtml(subjectTable('file', [file, series({}, {})]).markup)
    expect(text).toContain('1 file, slowest first')
    expect(text.match(/tests\/a\.test\.ts/g)).toHaveLength(1)
  })
})

import { describe, expect, test } from 'vitest'
import type { PageTable, PageVerdict } from '../../../src/report/html/page-data.ts'
import { judgedSamples } from '../../../src/report/page/judged-samples.ts'
import { fileOf, indexRows, orderRows, projectOf } from '../../../src/report/page/table-rows.ts'
import type { RowOrder } from '../../../src/report/page/table-rows.ts'
import { durations } from '../sample-run.ts'

const table: PageTable = {
  from: 0,
  names: ['parses', 'Adds', 'prints', 'adds'],
  file: [0, 0, 1, -1],
  files: ['a.test.ts', 'b.test.ts'],
  project: [-1, -1, 0, -1],
  projects: ['browser'],
  columns: [
    { metric: 'duration', unit: 'ms', source: 'clock', exact: true, values: [5, null, [9, 2], 7] },
    { metric: 'duration', unit: 'ms', source: 'other clock', exact: false, values: [null, [3, 'NaN'], null, null] },
    { metric: 'heap', unit: 'bytes', source: 'gc', exact: true, values: [1, 1, 1, 1] },
  ],
}
const index = indexRows(table)
const rowsOf = (order: Partial<RowOrder>): number[] => [
  ...orderRows(index, { filter: '', column: -1, descending: false, ...order }),
]

describe('rows', () => {
  test.each<[Partial<RowOrder>, number[]]>([
    [{}, [3, 1, 0, 2]],
    [{ descending: true }, [2, 0, 1, 3]],
    [{ column: 0 }, [0, 3, 2, 1]],
    [{ column: 0, descending: true }, [2, 3, 0, 1]],
    [{ column: 1 }, [1, 0, 2, 3]],
    [{ column: 2 }, [0, 1, 2, 3]],
    [{ filter: 'ADDS' }, [3, 1]],
    [{ filter: ' a.test  adds ' }, [1]],
    [{ filter: 'nothing' }, []],
  ])('%j', (order, rows) => {
    expect(rowsOf(order)).toEqual(rows)
  })

  test('where a row is from', () => {
    expect([fileOf(table, 2), fileOf(table, 3), projectOf(table, 2), projectOf(table, 0)]).toEqual(['b.test.ts', '', 'browser', '']) // prettier-ignore
    expect([fileOf({ ...table, file: undefined }, 0), projectOf({ ...table, project: undefined }, 0)]).toEqual(['', ''])
  })

  test('two of one text or figure stand in their order', () => {
    const twins = indexRows({ ...table, names: ['a', 'a'], file: undefined, columns: [] })
    expect([...orderRows(twins, { filter: '', column: -1, descending: false })]).toEqual([0, 1])
  })
})

describe('what a verdict stands on', () => {
  const verdict = { judged: [1, 7], rows: [0, 2, 3, 4], sli: { subject: { kind: 'test' }, metric: 'duration', unit: 'ms' } } as never as PageVerdict // prettier-ignore

  test('series and rows of the table together', () => {
    const series = [durations('other', [1]), { ...durations('a', [8, 9]), confirmation: [4], subject: { kind: 'test', name: 'z', file: 'z.test.ts' } } as const] // prettier-ignore
    const judged = judgedSamples(verdict, series, table)
    expect(judged.samples).toEqual([8, 9, 5, 3, 7])
    expect(judged.confirmation).toEqual([4])
    expect(judged.sources).toEqual(['monotonic clock', 'clock', 'other clock'])
    expect(judged.subjects.map(({ name, key, samples }) => [name, key, samples])).toEqual([
      ['z.test.ts > z', 'test||z.test.ts|z', [8, 9]],
      ['a.test.ts > parses', 'test||a.test.ts|parses', [5]],
      ['a.test.ts > Adds', 'test||a.test.ts|Adds', [3]],
      ['adds', 'test|||adds', [7]],
    ])
  })

  test('without a table', () => {
    expect(judgedSamples({ ...verdict, judged: [0] }, [durations('a', [1])])).toMatchObject({
      samples: [1],
      subjects: [{ name: 'a', key: 'command|||a' }],
    })
  })
})

import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nowhere } from '../../src/report/checks-of-run.ts'
import { csvLine, guarded, renderCsv } from '../../src/report/csv.ts'
import { runDocument } from '../../src/report/documents/run-document.ts'
import { sampleRun } from './sample-run.ts'

describe('csvLine', () => {
  test('reads back as it was, whatever the fields hold', () => {
    const field = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.includes('\uFEFF'))
    const line = fc.array(field, { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
        expect(parse(lines.map(csvLine).join(''), { relax_column_count: true })).toEqual(lines)
      }),
    )
  })
})

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['＝1', "'＝1"],
  ['\t=1', '  =1'],
  ['a=1', 'a=1'],
  ['', ''],
])('%j is no formula: %j', (text, safe) => {
  expect(guarded(text)).toBe(safe)
})

test('a run: figures are figures, negative ones too, and what is unknown is empty', () => {
  const rows = parse([...renderCsv(runDocument({ run: sampleRun, declared: nowhere }))].join(''), { columns: true }) as Record<
    string,
    string
  >[]
  expect(rows[0]).toMatchObject({ table: 'report', status: 'violated', name: 'SLOs of acme-generator', measured: '' })
  expect(rows.find(({ name }) => name === 'cli-scaffolding')).toMatchObject({
    table: 'verdicts',
    measured: '3410',
    headroom: '-410',
    threshold: '3000',
    unit: 'ms',
    exact: 'true',
  })
  expect(rows.find(({ name }) => name === 'db-connections')).toMatchObject({
    status: 'no-data',
    measured: '',
    headroom: '',
    noData: 'skipped',
  })
})

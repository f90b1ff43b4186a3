import { describe, expect, test } from 'vitest'
import { cellText, cellValue } from '../../src/report/cell.ts'
import type { Cell, Check, Document } from '../../src/report/document.ts'
import { limitSection } from '../../src/report/documents/limit-section.ts'
import { renderDocument } from '../../src/report/formats.ts'
import { fitMarkdown } from '../../src/report/github/fit-markdown.ts'
import { renderSarif } from '../../src/report/sarif.ts'

test.each<[Cell, string, string | number | undefined]>([
  [undefined, '–', undefined],
  ['', '–', ''],
  ['a\nb', 'a\\nb', 'a\nb'],
  [0, '0', 0],
  [12_345, '12,345', 12_345],
  [-3, '-3', -3],
  [0.5, '0.5', 0.5],
  [{ value: 1500, unit: 'ms' }, '1.5s', 1500],
  [{ value: 1500, unit: 'ms', text: 'max\t1.5s' }, 'max  1.5s', 1500],
])('%j is %j for people, %j for programs', (cell, text, value) => {
  expect([cellText(cell), cellValue(cell)]).toEqual([text, value])
})

const check: Check = { name: ' ', group: '', result: 'failed', level: 'error', message: '', cause: { file: 'a.test.ts' } }
const document: Document = {
  kind: 'resources',
  title: 'T',
  outcome: 'violated',
  state: 'S',
  tone: 'bad',
  at: undefined,
  facts: [],
  notes: [],
  checks: [check],
  sections: [
    {
      id: 'many',
      title: 'Many',
      note: 'Read this.',
      columns: [{ key: 'a', title: 'a' }, { key: 'n', title: 'n', align: 'right' }],
      rows: [1, 2, Number.NaN].map((n) => ({ a: 'x'.repeat(30 * (n || 1)), n })),
      most: 2,
    },
    { id: 'none', title: 'None', columns: [{ key: 'a', title: 'a' }], rows: [] },
  ],
} // prettier-ignore

const render = (format: Parameters<typeof renderDocument>[1]): string => [...renderDocument(document, format)].join('')

describe('a report', () => {
  test.each(['terminal', 'markdown', 'html'] as const)(
    'for people says as %s how many rows it leaves out, and leaves out tables of nothing',
    (format) => {
      expect(render(format)).toMatch(/Many[^]*Read this\.[^]*and 1 more row: csv and json hold all/)
      expect(render(format)).not.toContain('None')
    },
  )

  test('gets shorter, down to nothing but its state', () => {
    const sections = document.sections.map(({ most: _, ...section }) => section)
    expect(fitMarkdown({ ...document, sections }, 10)).toMatch(/and 3 more rows: csv and json hold all/)
    expect(fitMarkdown({ ...document, sections: [] }, 10)).toContain('**S**')
  })

  test('for programs has them all', () => {
    expect(JSON.parse(render('json'))).toMatchObject({
      schema: 1,
      kind: 'resources',
      state: 'S',
      tables: { many: [{ n: 1 }, { n: 2 }, { n: 'NaN' }], none: [] },
    })
    expect(render('csv').split('\n').slice(-2)).toEqual([`many,,,,${'x'.repeat(30)},NaN`, ''])
  })

  test('of a finding without a line', () => {
    expect(render('junit')).toContain('>a.test.ts</failure>')
    expect(renderSarif(document)).not.toContain('region')
    expect(renderSarif(document)).toContain('"name": "–"')
  })
})

test('limits that were held, exceeded, or could not be enforced', () => {
  const subject = { kind: 'run', name: 'run' } as const
  const { rows } = limitSection([
    { kind: 'held', limit: 'cpu', written: '50%' },
    { kind: 'not-enforced', limit: 'network', written: '1B/s', subject, reason: 'no namespace' },
    { kind: 'exceeded', limit: 'memory', onExceed: 'kill', max: 1, written: '1B', measured: 2, subject, running: [] },
  ])
  expect(rows).toMatchObject([
    { name: 'cpu', status: 'held', subject: undefined, measured: undefined, reason: undefined },
    {
      name: 'network',
      status: 'not enforced',
      subject: 'run',
      measured: undefined,
      reason: expect.stringContaining('no namespace') as string,
    },
    { name: 'memory', status: 'exceeded', measured: { value: 2, unit: 'bytes' } },
  ])
})

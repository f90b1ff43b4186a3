import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { comparisonDocument } from '../../src/report/documents/comparison-document.ts'
import { failuresDocument } from '../../src/report/documents/failures-document.ts'
import { historyDocument } from '../../src/report/documents/history-document.ts'
import { resourcesDocument } from '../../src/report/documents/resources-document.ts'
import { runDocument } from '../../src/report/documents/run-document.ts'
import { timingDocument } from '../../src/report/documents/timing-document.ts'
import type { Document } from '../../src/report/document.ts'
import { renderDocument } from '../../src/report/formats.ts'
import type { DocumentFormat } from '../../src/report/formats.ts'
import { declaredInSource } from '../../src/report/declared-in-source.ts'
import { annotationsOf } from '../../src/report/github/annotations.ts'
import { renderComment } from '../../src/report/github/comment.ts'
import type { ComparisonResult } from '../../src/model/comparison.ts'
import { headOf } from '../../src/model/history.ts'
import type { Run } from '../../src/model/run.ts'
import { nastyNames } from './nasty-names.ts'
import { durations, runOf, sampleRun, sloOf } from './sample-run.ts'

const formats = [
  'terminal',
  'json',
  'html',
  'csv',
  'markdown',
  'junit',
  'sarif',
  'codequality',
] as const satisfies readonly DocumentFormat[]
const declared = declaredInSource('slo.config.ts', 'export default {\n  slos: {\n    build: {}\n  }\n}')

/** A run in which everything that can be named is named so. */
function named(name: string): Run {
  const slo = sloOf(name, { sli: { subject: { kind: 'command', name }, metric: 'duration', unit: 'ms' } })
  const subject = { kind: 'test', name, file: `tests/${name}.test.ts` } as const
  return runOf({
    service: name,
    branch: name,
    outcome: 'violated',
    exitCode: 1,
    verdicts: [
      { status: 'violated', slo, measured: 4000, headroom: -1000, samples: 1, exact: true, reason: name },
      { status: 'no-data', slo: { ...slo, name: `${name}2` }, cause: 'not-recorded', reason: `nobody measured ${name}` },
    ],
    series: [durations(name, [4000]), { ...durations('x', [12]), subject, origin: { file: subject.file, test: name } }],
    gaps: [{ kind: 'failed-sample', subject, reason: name }],
    limits: [
      {
        kind: 'exceeded',
        limit: 'memory',
        onExceed: 'fail',
        max: 1,
        written: '1B',
        measured: 2,
        subject,
        culprit: name,
        running: [name],
      },
    ],
    profiles: [
      {
        kind: 'cpu',
        subject: { kind: 'command', name },
        file: `.slo/profiles/${name}`,
        unit: 'ms',
        samples: 1,
        source: name,
        hotPath: [
          { function: name, file: `src/${name}.ts`, line: 3, hottestLine: 4, owner: 'own', self: 1, total: 2, unit: 'ms' },
        ],
        topSelf: [],
        topTotal: [],
        shares: { own: 1, dependency: 0, node: 0, gc: 0, idle: 0 },
      },
    ],
  })
}

function compared(name: string): ComparisonResult {
  const one = {
    subject: { kind: 'command', name },
    metric: 'duration',
    unit: 'ms',
    pairs: 5,
    base: 1,
    head: 2,
    change: 1,
    interval: [0.5, 1.5],
    verdict: 'worse',
    reason: name,
  } as const
  return {
    base: name,
    head: `${name} head`,
    finishedAt: '2026-01-02T03:04:05.000Z',
    exitCode: 1,
    compared: [one],
    noData: [name],
  }
}

function documentsOf(name: string): Document[] {
  const run = named(name)
  const verdicts = new Map([[run.id, [{ slo: name, status: 'violated', measured: 4000 } as const]]])
  const of = { run, declared }
  const history = historyDocument({ service: name, runs: [headOf(run)], verdicts, latest: run })
  return [
    runDocument(of),
    failuresDocument(of),
    timingDocument(of),
    resourcesDocument(of),
    history,
    comparisonDocument(compared(name)),
  ]
}

const text = (document: Document, format: DocumentFormat): string => [...renderDocument(document, format)].join('')

describe.each(Object.entries(nastyNames))('a name like %s', (_, name) => {
  test.each(formats)('is harmless as %s, and stands in it', (format) => {
    for (const document of documentsOf(name)) {
      const rendered = text(document, format)
      expect(rendered).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\u202E]/)
      expect(rendered).not.toMatch(/^(?:::|##\[)/m)
      if (format !== 'json' && format !== 'csv' && format !== 'sarif' && format !== 'codequality' && format !== 'terminal') {
        expect(rendered).not.toMatch(/<script|<b onclick/i)
      }
      if (format === 'json' || format === 'sarif' || format === 'codequality') JSON.parse(rendered)
      if (format === 'csv') expect(new Set(parse(rendered).map(({ length }) => length)).size).toBe(1)
      if (format === 'markdown') expect(tableWidths(rendered)).toBe(true)
    }
  })

  test('is harmless in what GitHub reads', () => {
    const run = named(name)
    const comment = renderComment({ run, declared, comparison: compared(name), id: name, link: `https://example.com/${name}` })
    expect(comment.length).toBeLessThan(65_536)
    expect(comment).not.toMatch(/<script|<b onclick|[\u0000-\u0009\u000B-\u001F\u007F-\u009F]|javascript:alert\(1\)\)?$/im)
    expect(comment.split('-->')[0]).toMatch(/^<!-- vitest-slo \S+ $/)
    const lines = annotationsOf(runDocument({ run, declared }).checks, { pathOf: (file) => file, failuresShown: false })
    expect(lines.length).toBeGreaterThanOrEqual(3)
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|warning) file=[^:,\r\n]+,(?:line=\d+,)?title=[^:,\r\n]+::[^\r\n]+$/)
      expect(line.length).toBeLessThan(4000 + 2 * 10_000)
    }
  })
})

/** Whether every line of a table has as many cells as its head. */
function tableWidths(markdown: string): boolean {
  const cells = (line: string): number => line.replaceAll(/\\./g, '').split('|').length
  const tables = markdown.split('\n\n').filter((block) => block.startsWith('| '))
  return tables.every(
    (table) =>
      new Set(
        table
          .trim()
          .split('\n')
          .filter((line) => line.startsWith('|'))
          .map(cells),
      ).size === 1,
  )
}

test.each(formats)('the same run gives the same bytes as %s', (format) => {
  const render = (): string =>
    documentsOf('a')
      .map((document) => text(document, format))
      .join('')
  expect(render()).toBe(render())
  expect(text(runDocument({ run: sampleRun, declared }), format)).toBe(
    text(runDocument({ run: structuredClone(sampleRun), declared }), format),
  )
})

const dead: readonly (readonly [string, Run])[] = [
  ['no SLO', runOf({ outcome: 'not-judged' })],
  [
    'a shard',
    runOf({
      scope: 'shard',
      outcome: 'not-judged',
      verdicts: [{ status: 'met', slo: sloOf('a'), measured: 1, headroom: 1, samples: 1, exact: true, reason: 'x' }],
    }),
  ],
  [
    'an interrupted run',
    runOf({
      scope: 'interrupted',
      outcome: 'not-judged',
      verdicts: [{ status: 'no-data', cause: 'crashed', slo: sloOf('a'), reason: 'x' }],
    }),
  ],
  [
    'nothing but no data',
    runOf({
      outcome: 'no-data',
      exitCode: 3,
      verdicts: [{ status: 'no-data', cause: 'not-recorded', slo: sloOf('a'), reason: 'x' }],
    }),
  ],
  [
    'a filtered run without data',
    runOf({
      scope: 'filtered',
      outcome: 'not-judged',
      verdicts: [{ status: 'no-data', cause: 'not-recorded', slo: sloOf('a'), reason: 'x' }],
    }),
  ],
]

describe.each(dead)('%s never looks like "met"', (_, run) => {
  const documents = [
    runDocument({ run, declared }),
    failuresDocument({ run, declared }),
    timingDocument({ run, declared }),
    resourcesDocument({ run, declared }),
  ]

  test('in words', () => {
    for (const document of documents) {
      expect(document.tone).toBe('unsure')
      for (const format of ['terminal', 'json', 'html', 'csv', 'markdown'] as const)
        expect(text(document, format)).toMatch(/not judged|no data|none declared/)
      expect(text(document, 'markdown')).not.toContain('✅')
    }
  })

  test('as findings', () => {
    for (const document of documents) {
      expect(document.checks.filter(({ result }) => result === 'passed')).toEqual([])
      const junit = text(document, 'junit')
      expect(junit.match(/<testcase /g)?.length).toBe(junit.match(/<(?:skipped>|error )/g)?.length)
      const sarif = JSON.parse(text(document, 'sarif')) as { runs: { results: unknown[] }[] }
      expect(sarif.runs[0]?.results.length).toBeGreaterThan(0)
      expect((JSON.parse(text(document, 'codequality')) as unknown[]).length).toBeGreaterThan(0)
    }
  })
})

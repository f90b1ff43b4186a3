import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headOf } from '../../../src/model/history.ts'
import type { Run } from '../../../src/model/run.ts'
import { nowhere } from '../../../src/report/checks-of-run.ts'
import { columnsFor } from '../../../src/report/cell.ts'
import type { Document } from '../../../src/report/document.ts'
import { budgetDocument } from '../../../src/report/documents/budget-document.ts'
import { comparisonDocument } from '../../../src/report/documents/comparison-document.ts'
import { failuresDocument } from '../../../src/report/documents/failures-document.ts'
import { flakyDocument } from '../../../src/report/documents/flaky-document.ts'
import { historyDocument } from '../../../src/report/documents/history-document.ts'
import { resourcesDocument } from '../../../src/report/documents/resources-document.ts'
import { timingDocument } from '../../../src/report/documents/timing-document.ts'
import { trendDocument } from '../../../src/report/documents/trend-document.ts'
import { renderDocument } from '../../../src/report/formats.ts'
import { reportKindsJsonSchema } from '../../../src/report/schema/report-kinds-json-schema.ts'
import { richRun } from '../page/rich-run.ts'
import { anyRun } from '../run-arbitrary.ts'
import { runOf, sampleRun } from '../sample-run.ts'
import { along, trendOver } from '../trend/trend-of.ts'

const validate = new Ajv2020({ allErrors: true }).compile(reportKindsJsonSchema())
const jsonOf = (document: Document): object => JSON.parse([...renderDocument(document, 'json')].join('')) as object
const of = { service: 'acme', at: '2026-01-02T03:04:05.000Z' }
const seen = { startedAt: '2026-01-02T03:04:05.000Z', commit: '4f1c2ab' }
const flakyTest = { subject: { kind: 'test', name: 'x', file: 'a.test.ts' }, rate: 0.1, low: 0.01, high: 0.3, retried: 1, alternated: 2, runs: 20, lastSeen: seen, since: seen } // prettier-ignore
const comparison = { subject: { kind: 'command', name: 'b' }, metric: 'duration', unit: 'ms', statistic: 'min', pairs: 10, base: 1, head: 2, change: 1, interval: [0.9, 1.1], verdict: 'worse', reason: 'p' } // prettier-ignore
const budget = { slo: 'a', errorBudget: { target: 0.9, window: { unit: 'runs', length: 30 }, method: 'occurrences' }, status: 'burning', good: 20, total: 22, remaining: 0.2, allowed: 2.5, spent: 0.8, burn: { last5: 4, last20: 4 }, runs: 22, runsLeft: 3 } // prettier-ignore

const ofRun = (run: Run): Document[] => [timingDocument, resourcesDocument, failuresDocument].map((make) => make({ run, declared: nowhere })) // prettier-ignore
const documents: readonly Document[] = [
  ...ofRun(richRun(40)),
  ...ofRun(runOf({ overhead: { perTestMs: 0.1, samplerCpuRatio: 0.01, judgingMs: 2, profilingMs: 3 } })),
  historyDocument({ runs: [headOf(sampleRun)], verdicts: new Map([[sampleRun.id, [{ slo: 'cli-scaffolding', status: 'met', measured: 3 }]]]), newest: sampleRun } as never),
  trendDocument({ branch: 'main', runs: 41, trends: [trendOver(along(41, 100, 2)), trendOver([...along(20, 100), ...along(15, 130)]), trendOver([])] }, of),
  flakyDocument({ runs: 20, tests: [flakyTest] } as never, of),
  budgetDocument({ budgets: [budget], environment: 'ci', others: undefined } as never, of),
  comparisonDocument({ base: { name: 'main' }, head: { name: 'working tree' }, compared: [comparison], noData: ['x'], gains: [], exitCode: 1, at: of.at } as never),
] // prettier-ignore

describe('each kind is valid against the published schema', () => {
  test.each(documents.map((document) => [document.kind, document] as const))('%s', (_, document) => {
    validate(jsonOf(document))
    expect(validate.errors).toBeNull()
  })

  test('whatever the run', () => {
    fc.assert(fc.property(anyRun, (run) => { for (const document of ofRun(run)) expect(validate(jsonOf(document))).toBe(true) }), { numRuns: 30 }) // prettier-ignore
  })

  test('all kinds are tried', () => {
    expect(new Set(documents.map(({ kind }) => kind))).toEqual(new Set(['timing', 'resources', 'failures', 'historical', 'trend', 'flaky', 'budget', 'comparative'])) // prettier-ignore
  })

  test.each(documents.map((document) => [document.kind, document] as const))('%s: every column may be filled', (_, document) => {
    const filled = document.sections.map((section): [string, object[]] => {
      const keys = columnsFor(section, 'machines').map(({ key }) => key)
      return [section.id, [Object.fromEntries(keys.map((key) => [key, validValue(document, section.id, key)]))]]
    })
    expect(filled.flatMap(([, rows]) => rows.flatMap((row) => Object.values(row) as unknown[]))).not.toContain(undefined)
    validate({ ...jsonOf(document), tables: Object.fromEntries(filled) })
    expect(validate.errors).toBeNull()
  })
})

/** A text or a number, whichever the schema takes there; undefined where it knows no such field. */
function validValue(document: Document, table: string, key: string): string | number | undefined {
  const others = document.sections.some(({ id, columns }) => id === table && columns.at(-1)?.title === 'figures') ? { subject: 'x', status: 'x' } : {} // prettier-ignore
  return ['text', 1].find((value) => validate({ ...jsonOf(document), tables: { ...emptyTables(document), [table]: [{ ...others, [key]: value }] } })) // prettier-ignore
}

function emptyTables({ sections }: Document): object {
  return Object.fromEntries(sections.map(({ id }) => [id, []]))
}

test.each<[string, object]>([
  ['another kind', { kind: 'run' }],
  ['another layout', { schema: 2 }],
  ['a table of another kind', { tables: { trends: [] } }],
  ['a field that nobody knows', { surprise: 1 }],
])('refuses %s', (_, change) => {
  expect(validate({ ...jsonOf(documents[0] as Document), ...change })).toBe(false)
})

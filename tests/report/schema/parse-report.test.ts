import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderJson } from '../../../src/report/json.ts'
import { parseReport } from '../../../src/report/schema/parse-report.ts'
import { anyRun } from '../run-arbitrary.ts'
import { runOf, sampleRun } from '../sample-run.ts'
import { summarizeSimply } from '../summarize-simply.ts'

const text = renderJson(sampleRun, summarizeSimply)

function edited(edit: (report: Record<string, any>) => void): string {
  // oxlint-disable-line no-explicit-any
  const report = JSON.parse(text) as Record<string, unknown>
  edit(report)
  return JSON.stringify(report)
}

describe('parseReport', () => {
  test('gives back the run that was written', () => {
    expect(parseReport(text)).toStrictEqual({ ok: true, stored: sampleRun })
    expect(parseReport(`\ufeff${text}`)).toMatchObject({ ok: true })
  })

  test('gives back any run', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        expect(parseReport(renderJson(run, summarizeSimply))).toStrictEqual({ ok: true, stored: run })
      }),
      { numRuns: 300 },
    )
  })

  test('leaves aside what a later version added under the same number', () => {
    const later = edited((report) => {
      report['profiles'] = [{ kind: 'cpu' }]
      report['series'][0].later = 1
    })
    expect(parseReport(later)).toStrictEqual({ ok: true, stored: sampleRun })
  })

  test.each([
    ['', 'is empty: the run that should have written it did not finish; run it again'],
    [' \n', 'is empty: the run that should have written it did not finish; run it again'],
    ['<html>', 'is not JSON'],
    ['{"schema": 1,', 'breaks off or is damaged: it is not complete JSON; run it again'],
    ['null', 'is JSON, but no report of vitest-slo: it has no schema number'],
    ['[1]', 'is JSON, but no report of vitest-slo: it has no schema number'],
    ['{"schema": "1"}', 'is JSON, but no report of vitest-slo: it has no schema number'],
    ['{"schema": 2}', 'was written by a newer vitest-slo (schema 2, this one reads 1); update vitest-slo'],
    ['{"schema": 0.5}', 'has schema 0.5, which no vitest-slo ever wrote'],
  ])('refuses %j', (broken, reason) => {
    expect(parseReport(broken)).toEqual({ ok: false, reason })
  })

  test('refuses a report cut off anywhere', () => {
    const short = renderJson(runOf({}), summarizeSimply).trimEnd()
    for (let length = 0; length < short.length; length++) expect(parseReport(short.slice(0, length)).ok).toBe(false)
    expect(parseReport(short).ok).toBe(true)
  })

  test('names the fields that are wrong', () => {
    const reason = (edit: Parameters<typeof edited>[0]) => (parseReport(edited(edit)) as { reason: string }).reason
    expect(reason((report) => delete report['verdicts'][0].measured)).toMatchInlineSnapshot(
      `"has invalid fields: verdicts[0].measured: Invalid input: expected number, received undefined"`,
    )
    expect(reason((report) => (report['verdicts'][0].measured = null))).toMatchInlineSnapshot(
      `"has invalid fields: verdicts[0].measured: Invalid input: expected number, received null"`,
    )
    expect(reason((report) => (report['series'][0].samples[2] = null))).toMatchInlineSnapshot(
      `"has invalid fields: series[0].samples[2]: Invalid input"`,
    )
    expect(reason((report) => (report['verdicts'][4].cause = 'bored'))).toMatchInlineSnapshot(
      `"has invalid fields: verdicts[4].cause: Invalid option: expected one of "not-recorded"|"skipped"|"failed-test"|"crashed"|"unsupported"|"too-few-samples""`,
    )
    expect(reason((report) => { for (const key of ['run', 'tests', 'gaps', 'series', 'outcome']) delete report[key] })).toMatchInlineSnapshot(`"has invalid fields: outcome: Invalid option: expected one of "met"|"warning"|"violated"|"no-data"|"inconclusive"|"not-judged"; run: Invalid input: expected object, received undefined; tests: Invalid input: expected object, received undefined; and 2 more"`) // prettier-ignore
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderJson } from '../../../src/report/json.ts'
import { parseReport } from '../../../src/report/schema/parse-report.ts'
import { anyRun } from '../run-arbitrary.ts'
import { editReport } from '../edit-report.ts'
import { runOf, sampleRun, sloOf } from '../sample-run.ts'
import { summarizeSimply } from '../summarize-simply.ts'

const text = renderJson(sampleRun, summarizeSimply)

describe('parseReport', () => {
  test('gives back the run that was written', () => {
    expect(parseReport(text)).toStrictEqual({ ok: true, stored: sampleRun })
    expect(parseReport(`\ufeff${text}`)).toMatchObject({ ok: true })
  })

  test('gives back a shard, confirmations, origins and samples that are no numbers', () => {
    const [series] = sampleRun.series
    const odd = {
      ...series,
      samples: [1, Number.NaN, Number.POSITIVE_INFINITY],
      confirmation: [Number.NEGATIVE_INFINITY, 2],
    } as never
    const slo = sloOf('suite', { sli: { subject: { kind: 'run' }, metric: 'duration', unit: 'ms' } })
    const ofRun = { status: 'no-data', cause: 'crashed', slo, reason: 'a worker crashed' } as const
    const run = runOf({ scope: 'shard', shard: { index: 2, count: 3 }, outcome: 'not-judged', series: [odd], verdicts: [ofRun] })
    expect(parseReport(renderJson(run, summarizeSimply))).toStrictEqual({ ok: true, stored: run })
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
    const later = editReport(editReport(text, 'series.0.later', 1), 'later', [{ kind: 'trend' }])
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
    const reason = (path: string, value?: unknown) => parseReport(editReport(text, path, value))
    expect(reason('verdicts.0.measured')).toMatchInlineSnapshot(`
      {
        "ok": false,
        "reason": "has invalid fields: verdicts[0].measured: Invalid input: expected number, received undefined",
      }
    `)
    expect(reason('verdicts.0.measured', null)).toMatchInlineSnapshot(`
      {
        "ok": false,
        "reason": "has invalid fields: verdicts[0].measured: Invalid input: expected number, received null",
      }
    `)
    expect(reason('series.0.samples.2', null)).toMatchInlineSnapshot(`
      {
        "ok": false,
        "reason": "has invalid fields: series[0].samples[2]: Invalid input",
      }
    `)
    expect(reason('verdicts.4.cause', 'bored')).toMatchInlineSnapshot(`
      {
        "ok": false,
        "reason": "has invalid fields: verdicts[4].cause: Invalid option: expected one of "not-recorded"|"skipped"|"failed-test"|"crashed"|"unsupported"|"too-few-samples"|"no-baseline"",
      }
    `)
  })

  test('names the first of many wrong fields', () => {
    expect(parseReport('{"schema": 1}')).toMatchInlineSnapshot(`
      {
        "ok": false,
        "reason": "has invalid fields: outcome: Invalid option: expected one of "met"|"warning"|"violated"|"no-data"|"inconclusive"|"not-judged"; exitCode: Invalid option: expected one of 0|1|2|3; run: Invalid input: expected object, received undefined; and 6 more",
      }
    `)
  })
})

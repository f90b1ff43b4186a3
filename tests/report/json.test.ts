import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderJson, renderJsonChunks } from '../../src/report/json.ts'
import { anyRun } from './run-arbitrary.ts'
import { durations, runOf, sampleRun } from './sample-run.ts'
import { summarizeSimply } from './summarize-simply.ts'

describe('renderJson', () => {
  test('a run in the shape of the contract, one line per verdict, series and gap', () => {
    const violated = sampleRun.verdicts.find(({ status }) => status === 'violated')
    const noData = sampleRun.verdicts.find(({ status }) => status === 'no-data')
    const run = runOf({
      ...sampleRun,
      verdicts: [violated, noData] as never,
      series: sampleRun.series.slice(0, 1),
      gaps: sampleRun.gaps.slice(0, 1),
    })
    expect(renderJson(run, summarizeSimply)).toMatchInlineSnapshot(`
      "{
        "schema": 1,
        "outcome": "violated",
        "exitCode": 1,
        "run": {"id":"20260102-030405-abc","service":"acme-generator","startedAt":"2026-01-02T03:04:05.000Z","finishedAt":"2026-01-02T03:05:05.000Z","scope":"full","commit":"4f1c2ab","branch":"main","environment":"ci","machine":{"fingerprint":"a1b2c3","class":"local","cpu":"Example CPU @ 3.0GHz","cores":2,"memory":8000000000,"os":"linux 6.1","node":"20.19.0","vitest":"4.1.12","fit":false,"fitReasons":["load per core 3.1 before the run > 1.5"]},"reportsDir":".slo"},
        "tests": {"passed":3,"failed":0,"skipped":1},
        "verdicts": [
          {"slo":"cli-scaffolding","status":"violated","enforce":"fail","sli":{"subject":{"kind":"command","name":"cli:scaffold"},"metric":"duration","unit":"ms"},"objective":{"statistic":"max","op":"<=","threshold":3000,"unit":"ms","written":"3s"},"measured":3410,"headroom":-410,"samples":10,"exact":true,"confirmed":3380,"reason":"max 3.41s, objective <= 3s (+13.7 %, 2 of 10 samples over)","whenUnsupported":"fail","owner":"team generator","description":"A new project stands in the time it takes to read the welcome."},
          {"slo":"db-connections","status":"no-data","enforce":"fail","sli":{"subject":{"kind":"metric","name":"connections"},"metric":"value","unit":"count"},"objective":{"statistic":"max","op":"<=","threshold":10,"unit":"count","written":"10"},"cause":"skipped","reason":"its test was skipped: tests/db.test.ts > db > connects","whenUnsupported":"fail"}
        ],
        "series": [
          {"subject":{"kind":"command","name":"cli:scaffold"},"metric":"duration","unit":"ms","samples":[2610,2580,2640,2600,3220,2660,3410,2590,2630,2620],"source":"monotonic clock","exact":true,"summary":{"count":10,"min":2580,"max":3410,"mean":3410,"median":3410,"sum":3410,"last":2620,"p90":3410,"p95":3410,"p99":3410}}
        ],
        "gaps": [
          {"kind":"skipped-test","subject":{"kind":"test","name":"db > connects","file":"tests/db.test.ts"},"reason":"skipped"}
        ],
        "limits": [],
        "insights": [],
        "overhead": {"perTestMs":0.061,"samplerCpuRatio":0.008,"judgingMs":12},
        "profiles": []
      }
      "
    `)
  })

  test('lists that hold nothing, and no key for what is unknown', () => {
    expect(renderJson(runOf({}), summarizeSimply)).toMatchInlineSnapshot(`
      "{
        "schema": 1,
        "outcome": "met",
        "exitCode": 0,
        "run": {"id":"run-1","startedAt":"2026-01-02T03:04:05.000Z","finishedAt":"2026-01-02T03:05:05.000Z","scope":"full","environment":"ci","machine":{"fingerprint":"a1b2c3","class":"local","cpu":"Example CPU @ 3.0GHz","cores":2,"memory":8000000000,"os":"linux 6.1","node":"20.19.0","vitest":"4.1.12","fit":true,"fitReasons":[]},"reportsDir":".slo"},
        "tests": {"passed":0,"failed":0,"skipped":0},
        "verdicts": [],
        "series": [],
        "gaps": [],
        "limits": [],
        "insights": [],
        "profiles": []
      }
      "
    `)
  })

  test('the same bytes whatever the order of the keys', () => {
    const turned = <T>(value: T): T => {
      if (Array.isArray(value)) return value.map(turned) as T
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(Object.entries(value).toReversed().map(([key, field]) => [key, turned(field as unknown)])) as T // prettier-ignore
    }
    fc.assert(
      fc.property(anyRun, (run) => {
        expect(renderJson(turned(run), summarizeSimply)).toBe(renderJson(run, summarizeSimply))
      }),
      { numRuns: 50 },
    )
  })

  test('a series without samples has no summary', () => {
    const report = JSON.parse(renderJson(runOf({ series: [durations('build', [])] }), summarizeSimply)) as { series: object[] }
    expect(report.series[0]).not.toHaveProperty('summary')
  })

  test.each(['test', 'file', 'command'] as const)('a %s with one sample', (kind) => {
    const of = (samples: readonly number[]) => ({ ...durations('build', samples), subject: { kind, name: 'build' } })
    const report = JSON.parse(renderJson(runOf({ series: [of([7]), of([7, 8])] }), summarizeSimply)) as { series: object[] }
    // Of the many tests and files a summary would only repeat the sample, and be half of the report.
    expect('summary' in (report.series[0] as object)).toBe(kind === 'command')
    expect(report.series[1]).toHaveProperty('summary')
  })
})

describe('renderJsonChunks', () => {
  test('a large run in pieces of bounded size', () => {
    const run = runOf({ series: Array.from({ length: 2000 }, (_, index) => durations(`build ${index}`, [index])) })
    const chunks = [...renderJsonChunks(run, summarizeSimply)]
    expect(chunks.length).toBeGreaterThan(5)
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(70_000)
    expect(chunks.join('')).toBe(renderJson(run, summarizeSimply))
  })
})

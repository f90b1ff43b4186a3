import { describe, expect, test } from 'vitest'
import type { Profile } from '../../src/model/profile.ts'
import type { Run } from '../../src/model/run.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { causePlace } from '../../src/report/cause-place.ts'
import { checksOfRun, nowhere } from '../../src/report/checks-of-run.ts'
import { renderCodeQuality } from '../../src/report/code-quality.ts'
import { declaredInSource } from '../../src/report/declared-in-source.ts'
import { runDocument } from '../../src/report/documents/run-document.ts'
import type { Check } from '../../src/report/document.ts'
import { fingerprint } from '../../src/report/fingerprint.ts'
import { annotationsOf } from '../../src/report/github/annotations.ts'
import { commentMarker, renderComment } from '../../src/report/github/comment.ts'
import { renderSarif } from '../../src/report/sarif.ts'
import { durations, runOf, sampleRun, sloOf } from './sample-run.ts'

const declared = declaredInSource(
  'slo.config.ts',
  'export default {\n  slos: {\n    a: {},\n    b: {},\n  },\n  limits: {\n    memory: {},\n  },\n}',
)

const hot: Profile = {
  kind: 'cpu', subject: { kind: 'command', name: 'a' }, file: 'p', unit: 'ms', samples: 1, source: 'x', topSelf: [], topTotal: [],
  hotPath: [{ function: 'f', file: 'src/f.ts', line: 10, hottestLine: 12, owner: 'own', self: 1, total: 1, unit: 'ms' }],
  shares: { own: 1, dependency: 0, node: 0, gc: 0, idle: 0 },
} // prettier-ignore

const violated: Verdict = {
  status: 'violated',
  slo: sloOf('a'),
  measured: 4000,
  headroom: -1000,
  samples: 1,
  exact: true,
  reason: 'max 4s, objective <= 3s',
}

describe('the weight of a verdict', () => {
  const status = (parts: object): Verdict => ({ ...violated, ...parts })
  const noData = { status: 'no-data', cause: 'unsupported', reason: 'x' } as const
  test.each<[string, Verdict, Partial<Run>, Pick<Check, 'result' | 'level'>]>([
    ['met', status({ status: 'met' }), {}, { result: 'passed', level: 'none' }],
    ['met in a shard', status({ status: 'met' }), { scope: 'shard' }, { result: 'skipped', level: 'none' }],
    ['warning', status({ status: 'warning' }), {}, { result: 'passed', level: 'warning' }],
    ['violated', violated, {}, { result: 'failed', level: 'error' }],
    ['violated, warn only', status({ slo: sloOf('a', { enforce: 'warn' }) }), {}, { result: 'skipped', level: 'warning' }],
    ['violated in what was interrupted', violated, { scope: 'interrupted' }, { result: 'skipped', level: 'warning' }],
    ['no data', status(noData), {}, { result: 'error', level: 'error' }],
    ['no data, filtered', status(noData), { scope: 'filtered' }, { result: 'skipped', level: 'warning' }],
    [
      'no data, reported only',
      status({ ...noData, slo: sloOf('a', { whenUnsupported: 'report' }) }),
      {},
      { result: 'skipped', level: 'warning' },
    ],
    ['inconclusive', status({ status: 'inconclusive' }), {}, { result: 'skipped', level: 'warning' }],
    ['inconclusive that fails', status({ status: 'inconclusive' }), { exitCode: 3 }, { result: 'error', level: 'error' }],
    [
      'inconclusive, warn only',
      status({ status: 'inconclusive', slo: sloOf('a', { enforce: 'warn' }) }),
      { exitCode: 3 },
      { result: 'skipped', level: 'warning' },
    ],
  ])('%s', (_, verdict, parts, weight) => {
    expect(checksOfRun(runOf({ verdicts: [verdict], ...parts }), nowhere).at(-1)).toMatchObject(weight)
  })

  test('of limits: held, exceeded, warn only, not enforced', () => {
    const hit = {
      kind: 'exceeded',
      limit: 'memory',
      onExceed: 'fail',
      max: 1,
      written: '1B',
      measured: 2,
      subject: { kind: 'run', name: 'run' },
      running: [],
    } as const
    const limits = [
      hit,
      { ...hit, limit: 'disk', onExceed: 'warn' },
      { kind: 'held', limit: 'cpu', written: '1%' },
      { kind: 'not-enforced', limit: 'network', written: '1B/s', subject: hit.subject, reason: 'x' },
    ] as const
    const checks = checksOfRun(runOf({ limits, verdicts: [{ ...violated, status: 'met' } as Verdict] }), declared).slice(1)
    expect(checks.map(({ name, result, level, declared: place }) => [name, result, level, place?.line])).toEqual([
      ['limit memory', 'failed', 'error', 7],
      ['limit disk', 'skipped', 'warning', 6],
      ['limit cpu', 'passed', 'none', 6],
      ['limit network', 'skipped', 'warning', 6],
    ])
  })
})

describe('the place of a finding', () => {
  test('is the hot line of its profile', () => {
    expect(causePlace(violated.slo, { series: [], profiles: [hot] })).toEqual({ file: 'src/f.ts', line: 12 })
    const [frame] = hot.hotPath
    const at = (parts: object): Profile => ({ ...hot, hotPath: [{ ...frame, ...parts }] }) as Profile
    expect(causePlace(violated.slo, { series: [], profiles: [at({ hottestLine: undefined })] })).toEqual({
      file: 'src/f.ts',
      line: 10,
    })
    expect(causePlace(violated.slo, { series: [], profiles: [at({ hottestLine: undefined, line: undefined })] })).toEqual({
      file: 'src/f.ts',
    })
  })

  test.each(['/usr/lib/x.js', '../x.ts', '..', 'node:fs', 'C:\\x.ts', '', undefined])(
    'is never outside of the project: %s',
    (file) => {
      const profile = { ...hot, hotPath: [{ ...hot.hotPath[0], file }] } as Profile
      expect(causePlace(violated.slo, { series: [], profiles: [profile, { ...hot, hotPath: [] }] })).toBeUndefined()
    },
  )

  test('else the test that recorded the worst figure, else its file', () => {
    const series = [
      { ...durations('a', [1]), origin: { file: 'good.test.ts', test: 'x' } },
      { ...durations('a', [9]), origin: { file: 'bad.test.ts', test: 'y' } },
    ]
    expect(causePlace(violated.slo, { series })).toEqual({ file: 'bad.test.ts' })
    expect(causePlace(violated.slo, { series: [durations('a', [9])] })).toBeUndefined()
    const ofFile = sloOf('a', { sli: { subject: { kind: 'file', name: '**' }, metric: 'duration', unit: 'ms' } })
    expect(causePlace(ofFile, { series: [{ ...durations('a', [9]), subject: { kind: 'file', name: 'x.test.ts' } }] })).toEqual({
      file: 'x.test.ts',
    })
  })

  test('of an SLO that a test set for itself is that file, whatever the configuration says', () => {
    const slo = sloOf('a.test.ts > t: duration', {
      sli: { subject: { kind: 'test', name: 't', file: 'a.test.ts' }, metric: 'duration', unit: 'ms' },
    })
    const checks = checksOfRun(runOf({ verdicts: [{ ...violated, slo }, violated] }), declared)
    expect(checks.map((check) => check.declared)).toEqual([{ file: 'a.test.ts' }, { file: 'slo.config.ts', line: 3 }])
  })
})

const run = runOf({
  verdicts: [violated, { ...violated, slo: sloOf('b') }, { ...violated, slo: sloOf('c', { enforce: 'warn' }) }],
  profiles: [hot],
  outcome: 'violated',
  exitCode: 1,
})
const document = runDocument({ run, declared })

describe('annotations', () => {
  const pathOf = (file: string): string => `packages/x/${file}`
  test('stand at the hot line, else at the declaration', () => {
    expect(annotationsOf(document.checks, { pathOf, failuresShown: false })).toEqual([
      '::error file=packages/x/src/f.ts,line=12,title=SLO a::max 4s, objective <= 3s',
      '::error file=packages/x/slo.config.ts,line=4,title=SLO b::max 4s, objective <= 3s',
      '::warning file=packages/x/slo.config.ts,line=2,title=SLO c::max 4s, objective <= 3s (warn only)',
    ])
  })

  test('say nothing a second time', () => {
    expect(annotationsOf(document.checks, { pathOf, failuresShown: true }).map((line) => line.slice(0, 40))).toEqual([
      '::error file=packages/x/src/f.ts,line=12',
      '::warning file=packages/x/slo.config.ts,',
    ])
  })

  test('are ten of a level at most, and need no place', () => {
    const check: Check = { name: 'a: 100 %, b', group: 'x', result: 'failed', level: 'error', message: '100 %' }
    const lines = annotationsOf([...Array.from({ length: 30 }, () => check), { ...check, level: 'note' }], {
      pathOf,
      failuresShown: false,
    })
    expect(lines).toEqual(Array.from({ length: 10 }, () => '::error title=SLO a%3A 100 %25%2C b::100 %25'))
  })
})

describe('SARIF and code quality', () => {
  const { runs } = JSON.parse(renderSarif(document)) as {
    runs: { results: Record<string, unknown>[]; tool: { driver: { rules: { id: string }[] } } }[]
  }

  test('name the cause, and where it was promised', () => {
    expect(runs[0]?.results[0]).toMatchObject({
      ruleId: 'command a/a',
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/f.ts' }, region: { startLine: 12 } } }],
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'slo.config.ts' }, region: { startLine: 3 } } }],
    })
    expect(runs[0]?.results[1]).not.toHaveProperty('relatedLocations')
    expect(JSON.parse(renderCodeQuality(document))).toMatchObject([
      { check_name: 'a', severity: 'critical', location: { path: 'src/f.ts', lines: { begin: 12 } } },
      { check_name: 'b', location: { path: 'slo.config.ts', lines: { begin: 4 } } },
      { check_name: 'c', severity: 'minor' },
    ])
  })

  test('without any place it is the configuration', () => {
    const bare = runDocument({ run, declared: nowhere })
    expect(JSON.parse(renderCodeQuality(bare))).toMatchObject([
      {},
      { location: { path: 'slo.config.ts', lines: { begin: 1 } } },
      {},
    ])
    expect(renderSarif(bare)).toContain('"uri": "slo.config.ts"')
  })

  test('paths become URIs', () => {
    const odd = { ...document, checks: [{ ...(document.checks[0] as Check), cause: { file: 'src/a b#%?.ts', line: 0 } }] }
    expect(renderSarif(odd)).toContain('"uri": "src/a%20b%23%25%3F.ts"')
    expect(renderSarif(odd)).not.toContain('"startLine": 0')
  })

  test('long names stay apart', () => {
    const checks = ['x', 'y'].map((end): Check => ({
      ...(document.checks[0] as Check),
      name: `${'n'.repeat(300)}${end}${'n'.repeat(300)}`,
    }))
    const [first, second] =
      (JSON.parse(renderSarif({ ...document, checks })) as typeof runs extends infer R ? { runs: R } : never).runs[0]?.tool.driver
        .rules ?? []
    expect(first?.id).not.toBe(second?.id)
    expect(first?.id.length).toBeLessThan(256)
  })
})

test('a fingerprint is that of FNV-1a', () => {
  expect(fingerprint('')).toBe('6c62272e07bb014262b821756295c58d')
  expect(fingerprint('a')).toBe('d228cb696f1a8caf78912b704e4a8964')
})

describe('the comment', () => {
  test('has the state, what is not met, and a link', () => {
    expect(renderComment({ run: sampleRun, declared, id: 'default', link: 'https://example.com/runs/1' })).toMatchInlineSnapshot(`
      "<!-- vitest-slo default -->
      ## ❌ SLOs of acme-generator

      **3 violated (1 warn only) \\| 1 no data \\| 1 inconclusive \\| 1 warning \\| 2 met (8 SLOs), exit 1**

      - the machine was not fit for timings: load per core 3.1 before the run &gt; 1.5

      ### Objectives

      | verdict | SLO | measured | bound | why |
      | --- | --- | --- | --- | --- |
      | ✗ violated | cli-scaffolding | max 3.41s, 10 samples | &lt;= 3s | max 3.41s, objective &lt;= 3s (+13.7 %, 2 of 10 samples over) |
      | ✗ violated | generation-memory | peak ≈104MB, 3 samples | &lt;= 100MB | peak 104MB, objective &lt;= 100MB (+4.2 %) |
      | ✗ violated | install | max 4.1s, 2 samples | &lt;= 3s | max 4.1s, objective &lt;= 3s (+36.7 %) |
      | ? no data | db-connections | – | &lt;= 10 | its test was skipped: tests/db.test.ts &gt; db &gt; connects |
      | \\~ unfit | hash-speed | max 55.1ms, 3 samples | &lt;= 50ms | max 55.1ms, objective &lt;= 50ms, but the machine was not fit: load per core 3.1 before the run &gt; 1.5 |
      | ! warning | first-build | max 13.2s, 3 samples | &lt;= 15s, warn &lt;= 12s | max 13.2s, warning &lt;= 12s, objective &lt;= 15s |

      scope full · commit 4f1c2ab · machine Example CPU @ 3.0GHz, 2 cores, linux 6.1

      [Details](https://example.com/runs/1)
      "
    `)
  })

  test('begins with what it is found by, and has no link that is none', () => {
    expect(renderComment({ run, declared, id: 'unit tests', link: 'javascript:x' })).toMatch(
      /^<!-- vitest-slo unit%20tests -->\n(?![^]*Details)/,
    )
    expect(commentMarker('x'.repeat(200))).toMatch(/^<!-- vitest-slo [\da-f]{32} -->$/)
  })

  test('tells what changed against the base first', () => {
    const one = {
      subject: { kind: 'command', name: 'build' },
      metric: 'duration',
      unit: 'ms',
      pairs: 20,
      base: 1000,
      head: 1100,
      change: 0.1,
      verdict: 'worse',
      reason: 'x',
    } as const
    const text = renderComment({
      run,
      declared,
      id: 'a',
      comparison: { base: 'main', head: 'this', finishedAt: '', exitCode: 1, compared: [one], noData: ['z'] },
    })
    expect(text).toMatch(
      /- this compared with main: 1 worse \\\| 1 no data[^]*### Figures[^]*\| ✗ worse \| duration of command build \| 1s \| 1.1s \| \+10.0 % \|[^]*### Objectives/,
    )
  })
})

import { describe, expect, test } from 'vitest'
import type { ComparisonResult } from '../../src/model/comparison.ts'
import { headOf } from '../../src/model/history.ts'
import type { Run } from '../../src/model/run.ts'
import type { Series } from '../../src/model/series.ts'
import { nowhere } from '../../src/report/checks-of-run.ts'
import { comparisonDocument } from '../../src/report/documents/comparison-document.ts'
import { failuresDocument } from '../../src/report/documents/failures-document.ts'
import { historyDocument } from '../../src/report/documents/history-document.ts'
import { phasesOf } from '../../src/report/documents/phases.ts'
import { resourcesDocument } from '../../src/report/documents/resources-document.ts'
import { runDocument } from '../../src/report/documents/run-document.ts'
import { timingDocument } from '../../src/report/documents/timing-document.ts'
import { renderDocument } from '../../src/report/formats.ts'
import type { Document, Section } from '../../src/report/document.ts'
import { parseComparison } from '../../src/report/schema/parse-comparison.ts'
import { renderComparisonJson } from '../../src/report/stored-comparison.ts'
import { runOf, sampleRun, sloOf } from './sample-run.ts'

const text = (document: Document): string => [...renderDocument(document, 'terminal')].join('')

const section = (document: Document, id: string): Section => {
  const found = document.sections.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no table ${id}`)
  return found
}

const ofRun = (metric: Series['metric'], value: number, parts: Partial<Series> = {}): Series => ({
  subject: { kind: 'run', name: 'run' },
  metric,
  unit: 'ms',
  samples: [value],
  source: 'clock',
  exact: true,
  ...parts,
})
const ofTest = (name: string, metric: Series['metric'], samples: readonly number[]): Series => ({
  subject: { kind: 'test', name, file: 'a.test.ts' },
  metric,
  unit: 'ms',
  samples,
  source: 'clock',
  exact: true,
})

describe('timing', () => {
  const series = [
    ofRun('duration', 1000),
    ofRun('transformTime', 100),
    ofRun('setupTime', 50),
    ofRun('importTime', 200),
    ofRun('environmentTime', 10),
    ofRun('testsTime', 600),
    ofTest('a', 'duration', [300, 100]),
    ofTest('a', 'cpuTime', [250, 130]),
    ofTest('b', 'duration', [50]),
  ]

  test('phases are those that were clocked, and what lies between them', () => {
    expect(phasesOf(series).map(({ name, time, exact }) => [name, time, exact])).toEqual([
      ['whole run', 1000, true],
      ['transform', 100, true],
      ['setup', 50, true],
      ['import', 200, true],
      ['environment', 10, true],
      ['tests', 600, true],
      ['test bodies', 450, true],
      ['hooks', 150, false],
      // Processor time above the duration is no negative wait.
      ['waiting', 50, false],
    ])
  })

  test('what is not known is not 0', () => {
    // 300 ms of probes are in the clock of the run, and in no file.
    const ofFile = ofRun('duration', 200, { subject: { kind: 'file', name: 'a.test.ts' } })
    const hooks = phasesOf([ofFile, ofRun('testsTime', 400), ofRun('setupTime', 40), ofRun('importTime', 60), ofTest('a', 'duration', [80])]).find(({ name }) => name === 'hooks') // prettier-ignore
    expect(hooks?.time).toBe(20)
    expect(phasesOf([]).map(({ time }) => time)).toEqual(Array.from({ length: 9 }, () => undefined))
    // Side by side, bodies take longer than the tests as Vitest sees them.
    expect(
      phasesOf([ofRun('testsTime', 100), ofTest('a', 'duration', [80]), ofTest('b', 'duration', [80])]).find(
        ({ name }) => name === 'hooks',
      )?.time,
    ).toBeUndefined()
    // A figure of another number of attempts says nothing about these.
    expect(
      phasesOf([ofTest('a', 'duration', [80]), ofTest('a', 'cpuTime', [1, 2])]).find(({ name }) => name === 'waiting')?.time,
    ).toBeUndefined()
    const unknown = timingDocument({ run: runOf({ overhead: { perTestMs: 1, samplerCpuRatio: 0 } }), declared: nowhere })
    expect(section(unknown, 'phases').rows.map(({ time, share, status }) => [time, share, status])).toEqual(
      Array.from({ length: 9 }, () => [undefined, undefined, 'unknown']),
    )
    expect(section(unknown, 'overhead').rows).toHaveLength(1)
    expect(unknown.duration).toBeUndefined()
  })

  test('tells where the time went, the slowest first, with the SLOs on times', () => {
    const document = timingDocument({ run: runOf({ series, verdicts: sampleRun.verdicts }), declared: nowhere })
    expect(document.duration).toBe(1000)
    expect(section(document, 'tests').rows.map(({ subject }) => subject)).toEqual(['a.test.ts > a', 'a.test.ts > b'])
    expect(document.checks.map(({ name }) => name)).toEqual([
      'unit-tests',
      'cli-scaffolding',
      'install',
      'hash-speed',
      'first-build',
    ])
    expect(text(document)).toMatch(/import +200ms +20% +exact/)
    expect(section(timingDocument({ run: runOf({}), declared: nowhere }), 'overhead').rows).toEqual([])
  })
})

describe('resources', () => {
  test('of every kind of subject, the largest first; what has no number is left out', () => {
    const command = (name: string, metric: Series['metric'], samples: readonly number[]): Series => ({
      ...ofRun(metric, 0),
      subject: { kind: 'command', name },
      unit: 'bytes',
      samples,
    })
    const series = [
      command('small', 'memory', [1e6, 2e6]),
      { ...command('large', 'memory', [9e6]), exact: false },
      command('large', 'diskRead', [5]),
      command('failed', 'memory', [Number.NaN]),
      command('silent', 'diskRead', [1]),
      ofRun('memory', 7e8, { unit: 'bytes' }),
    ]
    const document = resourcesDocument({ run: runOf({ series, verdicts: sampleRun.verdicts }), declared: nowhere })
    expect(section(document, 'commands').rows).toEqual([
      {
        subject: 'large',
        memory: { value: 9e6, unit: 'bytes' },
        diskRead: { value: 5, unit: 'bytes' },
        status: 'some are estimates',
      },
      { subject: 'small', memory: { value: 2e6, unit: 'bytes' }, status: 'exact' },
      { subject: 'silent', diskRead: { value: 1, unit: 'bytes' }, status: 'exact' },
    ])
    expect(section(document, 'runs').rows).toMatchObject([{ subject: 'the run' }])
    expect(document.checks.map(({ name }) => name)).toEqual(['generation-memory', 'db-connections', 'triples'])
    expect(resourcesDocument({ run: runOf({ verdicts: [] }), declared: nowhere }).checks).toMatchObject([{ result: 'skipped' }])
    expect(
      resourcesDocument({ run: runOf({ verdicts: sampleRun.verdicts.slice(0, 1) }), declared: nowhere }).checks,
    ).toMatchObject([{ result: 'skipped', level: 'note', message: 'no SLO is about resources' }])
  })
})

describe('failures', () => {
  test('what is not well, and nothing else', () => {
    const document = failuresDocument({ run: { ...sampleRun, tests: { passed: 1, failed: 2, skipped: 0 } }, declared: nowhere })
    expect(section(document, 'verdicts').rows.map(({ status }) => status)).toEqual([
      'violated',
      'violated',
      'violated',
      'no-data',
      'inconclusive',
    ])
    expect(section(document, 'gaps').rows).toMatchObject([
      { status: 'failed sample', reason: 'exit code 1 Error: no template demo at readTemplates (src/templates.ts:88:3)' },
    ])
    expect(document.checks.map(({ name, result }) => [name, result])).toEqual([
      ['tests', 'failed'],
      ['cli-scaffolding', 'failed'],
      ['generation-memory', 'failed'],
      ['install', 'skipped'],
      ['db-connections', 'error'],
      ['hash-speed', 'skipped'],
    ])
  })

  test('with the profiles that explain them, and what could not be profiled', () => {
    const subject = { kind: 'command', name: 'cli:scaffold' } as const
    const profile = {
      kind: 'cpu',
      subject,
      file: 'p',
      unit: 'ms',
      samples: 1,
      source: 'x',
      hotPath: [],
      topSelf: [],
      topTotal: [],
      shares: { own: 0, dependency: 0, node: 0, gc: 0, idle: 5 },
    } as const
    const run = {
      ...sampleRun,
      profiles: [profile, { ...profile, subject: { kind: 'command', name: 'other' } as const }],
      profileGaps: [{ subject, kind: 'cpu', reason: 'no time' } as const],
    }
    expect(section(failuresDocument({ run, declared: nowhere }), 'profiles').rows).toEqual([
      {
        subject: 'command cli:scaffold',
        kind: 'cpu',
        reason: 'none: idle 100% of 5ms',
        file: undefined,
        line: undefined,
        profile: 'p',
      },
      { subject: 'command cli:scaffold', kind: 'cpu', reason: 'not profiled: no time' },
    ])
  })

  test('where all is well there is still one finding that says so', () => {
    const verdicts = sampleRun.verdicts.filter(({ status }) => status === 'met')
    expect(failuresDocument({ run: runOf({ verdicts }), declared: nowhere }).checks).toMatchObject([
      { name: 'unit-tests', result: 'passed' },
    ])
  })
})

describe('run', () => {
  test('its facts, and the machine that was not fit', () => {
    const { facts, notes, tone, state } = runDocument({ run: { ...sampleRun, shard: { index: 1, count: 3 } }, declared: nowhere })
    expect(facts.slice(0, 5)).toEqual([['run', '20260102-030405-abc'], ['started', '2026-01-02 03:04:05 UTC'], ['scope', 'full 1 of 3'], ['commit', '4f1c2ab'], ['branch', 'main']]) // prettier-ignore
    expect(notes).toEqual(['the machine was not fit for timings: load per core 3.1 before the run > 1.5'])
    expect([tone, state]).toEqual([
      'bad',
      '3 violated (1 warn only) | 1 no data | 1 inconclusive | 1 warning | 2 met (8 SLOs), exit 1',
    ])
  })

  test.each<[Partial<Run>, string, string]>([
    [{ outcome: 'met' }, 'good', '1 met (1 SLO), exit 0'],
    [{ outcome: 'warning' }, 'good', '1 met (1 SLO), exit 0'],
    [{ outcome: 'met', exitCode: 3 }, 'bad', '1 met (1 SLO), exit 3'],
    [{ outcome: 'met', exitCode: 1, tests: { passed: 0, failed: 1, skipped: 0 } }, 'bad', '1 met (1 SLO), 1 test failed, exit 1'],
    [{ outcome: 'inconclusive' }, 'unsure', '1 met (1 SLO), exit 0'],
    [{ outcome: 'not-judged' }, 'unsure', 'not judged, exit 0'],
    [
      {
        outcome: 'violated',
        exitCode: 1,
        limits: [
          {
            kind: 'exceeded',
            limit: 'memory',
            onExceed: 'kill',
            max: 1,
            written: '1B',
            measured: 2,
            subject: { kind: 'run', name: 'run' },
            running: [],
          },
        ],
      },
      'bad',
      '1 limit exceeded, 1 met (1 SLO), exit 1',
    ],
  ])('%j is %s: %s', (parts, tone, state) => {
    const verdicts = sampleRun.verdicts.slice(0, 1)
    expect(runDocument({ run: runOf({ verdicts, ...parts }), declared: nowhere })).toMatchObject({ tone, state })
  })
})

describe('comparison', () => {
  const one = {
    subject: { kind: 'command', name: 'build' },
    metric: 'duration',
    unit: 'ms',
    pairs: 20,
    base: 1000,
    head: 1100,
    change: 0.1,
    interval: [0.08, 0.12],
    verdict: 'worse',
    reason: 'in 20 of 20 pairs',
  } as const
  const result: ComparisonResult = {
    base: 'main',
    head: 'working tree',
    finishedAt: '2026-01-02T03:04:05.000Z',
    exitCode: 1,
    compared: [
      { ...one, verdict: 'same', head: 1000, change: 0 },
      one,
      { ...one, base: 0, change: undefined, interval: undefined, verdict: 'inconclusive' },
      { ...one, head: 900, change: -0.1, verdict: 'better' },
    ],
    noData: ['x'],
  }

  test('the worst first, with base, head and change', () => {
    expect(text(comparisonDocument(result))).toMatchInlineSnapshot(`
      "
       working tree compared with main

       Figures
         verdict      figure                     main  working tree   change  interval           pairs  why
         ✗ worse      duration of command build    1s          1.1s  +10.0 %  [+8.0 %, +12.0 %]     20  in 20 of 20 pairs
         ~ undecided  duration of command build   0ms          1.1s        –  –                     20  in 20 of 20 pairs
         ✓ better     duration of command build    1s         900ms  -10.0 %  [+8.0 %, +12.0 %]     20  in 20 of 20 pairs
         ✓ same       duration of command build    1s            1s   +0.0 %  [+8.0 %, +12.0 %]     20  in 20 of 20 pairs

       note  no data for x: no figure that both of them measure
       comparative  1 worse | 1 undecided | 1 better | 1 same | 1 no data (4 figures), exit 1
      "
    `)
    expect(comparisonDocument(result).checks.map(({ result: came }) => came)).toEqual([
      'passed',
      'failed',
      'skipped',
      'passed',
      'error',
    ])
  })

  test.each<[Partial<ComparisonResult>, string, string, string]>([
    [{}, 'worse', 'bad', '1 worse | 1 undecided | 1 better | 1 same | 1 no data (4 figures), exit 1'],
    [{ compared: [{ ...one, verdict: 'same' }], exitCode: 3 }, 'no-data', 'unsure', '1 same | 1 no data (1 figure), exit 3'],
    [
      { compared: [{ ...one, verdict: 'inconclusive' }], noData: [], exitCode: 0 },
      'inconclusive',
      'unsure',
      '1 undecided (1 figure), exit 0',
    ],
    [{ compared: [{ ...one, verdict: 'better' }], noData: [], exitCode: 0 }, 'not worse', 'good', '1 better (1 figure), exit 0'],
    [{ compared: [], noData: [], exitCode: 0 }, 'no-data', 'unsure', 'nothing was compared, exit 0'],
  ])('%#: %s', (parts, outcome, tone, state) => {
    expect(comparisonDocument({ ...result, ...parts })).toMatchObject({ outcome, tone, state })
    expect(comparisonDocument({ ...result, ...parts }).checks.length).toBeGreaterThan(0)
  })

  test('is stored and read again as it was', () => {
    const stored = JSON.parse(JSON.stringify(result)) as ComparisonResult
    expect(parseComparison(renderComparisonJson(result))).toEqual({ ok: true, result: stored })
    expect(parseComparison('{')).toEqual({ ok: false, reason: 'is not complete JSON: run slo compare again' })
    expect(parseComparison('{"schema":1}')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^is no result of slo compare: kind: /) as string,
    })
  })
})

describe('history', () => {
  const older: Run = {
    ...sampleRun,
    id: 'run-0',
    outcome: 'met',
    exitCode: 0,
    machine: { ...sampleRun.machine, fingerprint: 'other', fitness: { fit: true, reasons: [] } },
  }
  const verdicts = new Map([
    [
      sampleRun.id,
      [
        { slo: 'first-build', status: 'violated', measured: 16_000 },
        { slo: 'gone', status: 'met', measured: 5 },
        { slo: 'install', status: 'no-data' },
      ] as const,
    ],
    ['run-0', [{ slo: 'first-build', status: 'met', measured: 12_000 }] as const],
  ])
  const runs = [headOf(sampleRun), headOf(older)]

  test('every run, and every SLO over them; figures of an unknown unit are left out', () => {
    const document = historyDocument({ service: 'acme', runs, verdicts, latest: sampleRun })
    expect(document).toMatchObject({
      title: '2 runs of acme',
      outcome: 'violated',
      tone: 'bad',
      state: '1 met | 1 violated; the newest: violated, exit 1',
      notes: ['these runs come from 2 different machines: their timings do not compare'],
    })
    expect(section(document, 'runs').rows).toMatchObject([
      { name: sampleRun.id, status: 'violated', violated: 1, noData: 1, met: 1, machine: 'a1b2c3 (not fit)' },
      { name: 'run-0', met: 1, machine: 'other', revision: 'main@4f1c2ab' },
    ])
    expect(section(document, 'slos').rows).toMatchObject([
      {
        name: 'first-build',
        status: 'violated',
        measured: { value: 16_000, unit: 'ms' },
        least: { value: 12_000, unit: 'ms' },
        most: { value: 16_000, unit: 'ms' },
        good: 1,
        judged: 2,
      },
      { name: 'gone', measured: undefined, bound: undefined, good: 1 },
      { name: 'install', measured: undefined, least: undefined, most: undefined, good: 0 },
    ])
    expect(document.checks.map(({ result }) => result)).toEqual(['failed', 'passed'])
  })

  test.each<[Partial<Run>, string, string, string]>([
    [{ outcome: 'warning', exitCode: 0 }, 'good', 'passed', 'warning'],
    [{ outcome: 'no-data', exitCode: 3 }, 'unsure', 'error', 'error'],
    [{ outcome: 'not-judged', exitCode: 0 }, 'unsure', 'skipped', 'warning'],
    [{ outcome: 'met', exitCode: 1 }, 'bad', 'failed', 'error'],
  ])('a run %j', (parts, tone, result, level) => {
    const document = historyDocument({
      service: undefined,
      runs: [headOf({ ...older, ...parts })],
      verdicts: new Map(),
      latest: undefined,
    })
    expect(document).toMatchObject({ title: '1 run of this project', tone, checks: [{ result, level }] })
    expect(section(document, 'runs').rows[0]?.['met']).toBeUndefined()
  })

  test('none at all', () => {
    const document = historyDocument({ service: undefined, runs: [], verdicts: new Map(), latest: undefined })
    expect(document).toMatchObject({
      outcome: 'not-judged',
      tone: 'unsure',
      state: 'no run is remembered',
      checks: [{ result: 'skipped' }],
      at: undefined,
    })
    expect([...renderDocument(document, 'junit')].join('')).not.toMatch(/timestamp|time=/)
    expect([...renderDocument(document, 'html')].join('')).not.toContain('<dl>')
  })
})

test('an SLO of an unknown name beside its figures', () => {
  const slo = sloOf('a', { sli: { subject: { kind: 'file', name: 'tests/**' }, metric: 'memory', unit: 'bytes' } })
  const verdict = { status: 'violated', slo, samples: 0, exact: false, reason: 'a sample failed' } as const
  expect(section(runDocument({ run: runOf({ verdicts: [verdict] }), declared: nowhere }), 'verdicts').rows).toMatchObject([
    { measured: undefined, headroom: undefined, samples: 0, exact: 'false' },
  ])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Metric } from '../../src/model/metric.ts'
import type { Run } from '../../src/model/run.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { renderTerminal } from '../../src/report/terminal.ts'
import { anyRun } from './run-arbitrary.ts'
import { durations, machine, runOf, sampleRun, sloOf } from './sample-run.ts'

const plain = { colors: false, all: false, width: 80 }
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) as string
const met = (name: string): Run['verdicts'][number] => ({ status: 'met', slo: sloOf(name), measured: 2900, headroom: 100, samples: 1, exact: true, reason: 'max 2.9s, objective <= 3s' }) // prettier-ignore
const noData = { status: 'no-data', cause: 'not-recorded', slo: sloOf('build'), reason: 'nothing recorded' } as const

describe('renderTerminal', () => {
  test('every verdict, without colours, in 80 columns', () => {
    expect(renderTerminal(sampleRun, plain)).toMatchInlineSnapshot(`
      " FAIL  slo.config.ts > cli-scaffolding
       SloViolation: cli-scaffolding  max 3.41s, objective <= 3s (+13.7 %, 2 of 10
       samples over)
         samples    2.61 2.58 2.64 2.60 3.22 2.66 3.41 2.59 2.63 2.62 s   median 2.63s
         measured   duration of command cli:scaffold: monotonic clock
         promise    A new project stands in the time it takes to read the welcome.
         owner      team generator
         failed     exit code 1
           │ Error: no template demo
           │     at readTemplates (src/templates.ts:88:3)

       FAIL  slo.config.ts > generation-memory
       SloViolation: generation-memory  peak 104MB, objective <= 100MB (+4.2 %)
         samples    98.2 104.2 99.0 MB   median 99MB
         measured   memory of command cli:generate: VmHWM of the tree (estimate)

       WARN  slo.config.ts > install
       SloViolation: install  max 4.1s, objective <= 3s (+36.7 %)
         samples    2.90 4.10 s   median 3.5s
         measured   duration of command install: monotonic clock

       SLO         objective          measured                  bound
       ✗ violated  cli-scaffolding    max 3.41s, 10 samples     <= 3s
       ✗ violated  generation-memory  peak ≈104MB, 3 samples    <= 100MB
       ✗ violated  install            max 4.1s, 2 samples       <= 3s (warn only)
       ? no data   db-connections     its test was skipped:     fails a full run
                                      tests/db.test.ts > db >
                                      connects
       ~ unfit     hash-speed         max 55.1ms, 3 samples     <= 50ms (inconclusive)
       ! warning   first-build        max 13.2s, 3 samples      <= 15s, warn <= 12s
       ✓ met       2 more
       machine    not fit for timings: load per core 3.1 before the run > 1.5
       reports    .slo/
       overhead   61us a test, sampler 0.8% of a core
             SLOs  3 violated (1 warn only) | 1 no data | 1 inconclusive | 1 warning | 2 met (8)      exit 1
      "
    `)
  })

  test('all verdicts on a wide terminal, with the reports that were written', () => {
    const options = { ...plain, all: true, width: 120, reports: ['.slo/report.html', '.slo/report.json'], exitCode: 1 } as const
    const text = renderTerminal(
      { ...sampleRun, verdicts: sampleRun.verdicts.filter(({ status }) => status !== 'violated') },
      options,
    )
    expect(text).toMatchInlineSnapshot(`
      " SLO        objective       measured                                                bound
       ? no data  db-connections  its test was skipped: tests/db.test.ts > db > connects  fails a full run
       ~ unfit    hash-speed      max 55.1ms, 3 samples                                   <= 50ms (inconclusive)
       ! warning  first-build     max 13.2s, 3 samples                                    <= 15s, warn <= 12s
       ✓ met      unit-tests      p99 12.5ms, 3 samples                                   <= 200ms
       ✓ met      triples         min 24100/s, 3 samples                                  >= 20000/s
       machine    not fit for timings: load per core 3.1 before the run > 1.5
       reports    .slo/report.html · .slo/report.json
       overhead   61us a test, sampler 0.8% of a core
             SLOs  1 no data | 1 inconclusive | 1 warning | 2 met (5)      exit 1
      "
    `)
  })

  test('everything met is one line and the status', () => {
    const run = runOf({ verdicts: [met('a'), met('b')] })
    expect(renderTerminal(run, { ...plain, reports: [] })).toMatchInlineSnapshot(`
      " ✓ met  all 2
             SLOs  2 met (2)      exit 0
      "
    `)
  })

  test('no report and no overhead: nothing is claimed', () => {
    expect(renderTerminal(runOf({}), { ...plain, reports: [] })).toMatchInlineSnapshot(`
      "
             SLOs  none declared in slo.config.ts: nothing is gated      exit 0
      "
    `)
  })

  test.each<[string, Partial<Run>, string]>([
    ['no SLO', {}, 'SLOs  none declared in slo.config.ts: nothing is gated      exit 0'],
    ['a shard', { scope: 'shard', outcome: 'not-judged' }, 'SLOs  not judged (shard): run slo check on the stored results      exit 0'],
    ['an interrupted run', { scope: 'interrupted', outcome: 'not-judged', verdicts: [met('a')], exitCode: 1 }, 'SLOs  not judged (interrupted): the run did not finish, so run it again in full      exit 1'],
    ['a filtered run without data', { scope: 'filtered', outcome: 'not-judged', verdicts: [noData] }, 'SLOs  not judged (filtered run): no SLO had data      exit 0'],
    ['a watch run without data', { scope: 'watch', outcome: 'not-judged', verdicts: [noData] }, 'SLOs  not judged (watch mode): no SLO had data      exit 0'],
    ['a full run', { verdicts: [met('a')] }, 'SLOs  1 met (1)      exit 0'],
    ['missing data', { verdicts: [met('a'), noData], outcome: 'no-data', exitCode: 3 }, 'SLOs  1 no data | 1 met (2)      exit 3'],
    ['data that only warns', { verdicts: [{ ...noData, slo: sloOf('x', { enforce: 'warn' }) }], outcome: 'warning' }, 'SLOs  1 no data (1 warn only) (1)      exit 0'],
  ])('the status line of %s', (_, parts, expected) => {
    expect(lastLine(renderTerminal(runOf(parts), plain)).trim()).toBe(expected)
  }) // prettier-ignore

  test('the exit code of the process, where it is another one', () => {
    expect(lastLine(renderTerminal(runOf({ exitCode: 3 }), { ...plain, exitCode: 1 }))).toMatch(/exit 1$/)
  })

  test.each(['filtered', 'watch'] as const)('says what a %s run does with missing data', (scope) => {
    const text = renderTerminal(runOf({ scope, verdicts: [noData, met('a')] }), plain)
    expect(text).toContain(`not failed (${scope})`)
    expect(text).toContain(scope === 'watch' ? 'not failed in watch mode' : 'not failed in a filtered run')
  })

  test('says that failed tests fail the run', () => {
    const run = runOf({ verdicts: [met('a')], tests: { passed: 1, failed: 1, skipped: 0 }, exitCode: 1 })
    expect(renderTerminal(run, plain)).toContain('note       1 test failed, which fails the run whatever the SLOs say')
  })

  test('names the worst subjects of many, and counts samples that are too many to list', () => {
    const series = Array.from({ length: 30 }, (_, index) => ({
      ...durations('x', [index * 100]),
      subject: { kind: 'test', name: `case ${index}`, file: 'tests/a.test.ts' } as const,
    }))
    const slo = sloOf('cases', {
      sli: { subject: { kind: 'test' }, metric: 'duration', unit: 'ms' },
      bound: { threshold: 2000, written: '2s' },
    })
    const verdict = {
      status: 'violated',
      slo,
      measured: 2900,
      headroom: -900,
      samples: 30,
      exact: true,
      reason: 'max 2.9s, objective <= 2s',
    } as const
    expect(renderTerminal(runOf({ verdicts: [verdict], series, exitCode: 1 }), { ...plain, reports: [] })).toMatchInlineSnapshot(`
      " FAIL  slo.config.ts > cases
       SloViolation: cases  max 2.9s, objective <= 2s
         samples    30 samples   median 1.45s
         worst      2.90s  test tests/a.test.ts > case 29
                    2.80s  test tests/a.test.ts > case 28
                    2.70s  test tests/a.test.ts > case 27
         measured   duration of tests: monotonic clock

       SLO         objective  measured              bound
       ✗ violated  cases      max 2.9s, 30 samples  <= 2s
             SLOs  1 violated (1)      exit 1
      "
    `)
  })

  test('shows the end of what failed samples printed', () => {
    const subject = { kind: 'command', name: 'build' } as const
    const output = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n')
    const gaps = [
      'exit code 1',
      'timed out after 30s',
      `exit code 2\n${output}\n::error::not a command for the CI`,
      'exit code 4',
      'exit code 5',
    ]
    const verdict = { status: 'violated', slo: sloOf('build'), samples: 0, exact: true, reason: '5 of 5 samples failed' } as const
    const run = runOf({
      verdicts: [verdict],
      gaps: gaps.map((reason) => ({ kind: 'failed-sample', subject, reason })),
      exitCode: 1,
    })
    expect(renderTerminal(run, { ...plain, reports: [] })).toMatchInlineSnapshot(`
      " FAIL  slo.config.ts > build
       SloViolation: build  5 of 5 samples failed
         measured   duration of command build
         failed     exit code 1
         failed     timed out after 30s
         failed     exit code 2
           │ … 9 lines before this in report.json
           │ line 9
           │ line 10
           │ line 11
           │ line 12
           │ line 13
           │ line 14
           │ line 15
           │ line 16
           │ line 17
           │ line 18
           │ line 19
           │ ::error::not a command for the CI
                    2 more failed in report.json

       SLO         objective  measured               bound
       ✗ violated  build      5 of 5 samples failed  <= 3s
             SLOs  1 violated (1)      exit 1
      "
    `)
  })

  test('long and hostile names stay on one line and in the middle lose what is too much', () => {
    const name = `\u001b[31mbuild\n::error::of \u202eeverything ${'日本'.repeat(30)} in the end`
    const slo = sloOf(name, { sli: { subject: { kind: 'command', name }, metric: 'duration', unit: 'ms' } })
    const verdict = {
      status: 'violated',
      slo,
      measured: 4000,
      headroom: -1000,
      samples: 1,
      exact: true,
      reason: 'max 4s',
    } as const
    const run = runOf({ verdicts: [verdict], series: [durations(name, [4000])], machine, exitCode: 1 })
    expect(renderTerminal(run, { ...plain, reports: [] })).toMatchInlineSnapshot(`
      " FAIL  slo.config.ts > build\\n::error::of \\u202eev…日本日本日本日本 in the end
       SloViolation: build\\n::error::of \\u202eev…日本日本日本日本 in the end  max 4s
         samples    4 s   median 4s
         measured   duration of command build\\n::error::of…日本日本日本 in the end:
                    monotonic clock

       SLO         objective                                   measured          bound
       ✗ violated  build\\n::error::of \\u2…日本日本 in the end  max 4s, 1 sample  <= 3s
             SLOs  1 violated (1)      exit 1
      "
    `)
  })

  test.each([0, 10, Number.NaN, 400])('a width of %d is made usable', (width) => {
    const widest = Math.max(...renderTerminal(sampleRun, { ...plain, width }).split('\n').map((line) => line.length)) // prettier-ignore
    expect(widest).toBeLessThanOrEqual(200)
    expect(widest).toBeGreaterThan(60)
  })

  test('a long bound goes on under itself', () => {
    const warning = { statistic: 'max', op: '<=', threshold: 120_456, unit: 'ms', written: '120.456s' } as const
    const slo = sloOf('build', { bound: { threshold: 123_456, written: '123.456s' }, warning })
    const verdict = { status: 'warning', slo, measured: 121_000, headroom: 2456, samples: 1, exact: true, reason: '' } as const
    expect(renderTerminal(runOf({ verdicts: [verdict], outcome: 'warning' }), { ...plain, reports: [] })).toMatchInlineSnapshot(`
      " SLO        objective  measured             bound
       ! warning  build      max 2.02m, 1 sample  <= 123.456s, warn <=
                                                  120.456s
             SLOs  1 warning (1)      exit 0
      "
    `)
  })

  test('an inconclusive verdict says what it hangs on', () => {
    const doubtful = sampleRun.verdicts.find(({ status }) => status === 'inconclusive')
    const of = (parts: object, fitness: Partial<Run>) =>
      renderTerminal(runOf({ ...fitness, verdicts: [{ ...doubtful, ...parts } as never] }), plain)
    expect(of({}, { machine: sampleRun.machine })).toContain(' ~ unfit ')
    expect(of({ confirmed: 49 }, {})).toContain(' ~ not confirmed ')
    expect(of({ confirmed: 51 }, {})).toContain(' ~ inconclusive ')
  })

  test('not one escape code without colours, and colours only change the looks', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const text = renderTerminal(run, plain)
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
        expect(renderTerminal(run, { ...plain, colors: true }).replace(/\u001b\[\d+m/g, '')).toBe(text)
      }),
      { numRuns: 100 },
    )
  })

  test('colours carry the verdicts', () => {
    expect(lastLine(renderTerminal(sampleRun, { ...plain, colors: true }))).toContain(
      '\u001b[31m3 violated (1 warn only)\u001b[39m',
    )
  })
})

test('tests that needed another attempt are counted, those that failed in the end are not', () => {
  const of = (name: string, metric: Metric, ...samples: number[]): Run['series'][number] => ({
    subject: { kind: 'test', name, file: 'a.test.ts' },
    metric,
    unit: 'count',
    samples,
    source: 'Vitest',
    exact: true,
  })
  const ofRun = { ...of('run', 'failures', 1), subject: { kind: 'run', name: 'run' } } as const
  const series = [of('a', 'retries', 1), of('b', 'retries', 2), of('b', 'failures', 1), of('c', 'retries', 0), ofRun]
  expect(renderTerminal(runOf({ series }), plain)).toContain('1 test passed only after a failed attempt: slo flaky says')
  expect(renderTerminal(runOf({ series: [ofRun] }), plain)).not.toContain('failed attempt')
})

describe('error budgets and the score', () => {
  const errorBudget = { target: 0.95, window: { unit: 'runs', length: 50 }, method: 'timeslices' } as const
  const state = {
    status: 'within',
    runs: 30,
    good: 29,
    total: 30,
    allowed: 2.5,
    burn: { last5: 0, last20: 1 },
    alone: 'met',
  } as const
  const verdictOf = (name: string, spent: number, status: 'met' | 'violated' = 'met'): Verdict => {
    const slo = sloOf(name, { enforce: 'budget', errorBudget })
    return { status, slo, measured: 1, headroom: 2, samples: 1, exact: true, reason: 'told', budget: { ...state, spent } }
  }

  test('are told below the table, the emptiest first', () => {
    const run = runOf({ score: 97, verdicts: [verdictOf('a', 0.4), verdictOf('b', 0.8)] })
    expect(renderTerminal(run, { colors: false, all: false, width: 120 })).toMatchInlineSnapshot(`
      " ✓ met  all 2
       budget     b  95% of 50 runs: 1 of 2.5 bad runs spent (80%), burning 1x over the last 20 runs
       budget     a  95% of 50 runs: 1 of 2.5 bad runs spent (40%), burning 1x over the last 20 runs
       score      97 of 100
       reports    .slo/
             SLOs  2 met (2)      exit 0
      "
    `)
  })

  test('of many the first ten, and of one that is spent the verdict alone', () => {
    const many = Array.from({ length: 13 }, (_, i) => verdictOf(`slo-${i}`, i / 100))
    const text = renderTerminal(runOf({ verdicts: many }), { colors: false, all: false, width: 120 })
    expect(text.match(/of 2.5 bad runs/g)).toHaveLength(10)
    expect(text).toContain('3 more: slo budget')
    const spent = renderTerminal(runOf({ verdicts: [verdictOf('a', 1.2, 'violated')] }), {
      colors: false,
      all: false,
      width: 120,
    })
    expect(spent).toMatch(/^ FAIL {2}slo.config.ts > a/)
    expect(spent).not.toContain('bad runs')
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/model/run.ts'
import type { Series } from '../../src/model/series.ts'
import type { PageTable } from '../../src/report/html/page-data.ts'
import { renderHtml, renderHtmlChunks } from '../../src/report/html.ts'
import { readHtml } from './html/read-html.ts'
import { bareOptions, headOfPage, partsOf, screenOf } from './html/unpack.ts'
import { anyRun } from './run-arbitrary.ts'
import { durations, runOf, sampleRun, sloOf } from './sample-run.ts'

const render = (run: Run): string => renderHtml(run, bareOptions)
const page = render(sampleRun)
const { elements, text } = readHtml(screenOf(page))
const head = headOfPage(page)

describe('without scripts', () => {
  test('the screen can be read without seeing it', () => {
    expect(elements.filter(({ name }) => name === 'h1')).toHaveLength(1)
    expect(elements.filter(({ name }) => name === 'main')).toHaveLength(1)
    expect(elements.filter(({ name, attributes }) => name === 'th' && attributes['scope'] === undefined)).toEqual([])
    expect(elements.find(({ name }) => name === 'html')?.attributes).toEqual({ lang: 'en' })
  })

  test('it says what the run came to and what each verdict stands on', () => {
    for (const part of [
      'violated: acme-generator', 'SLOs violated', '3 violated (1 warn only)', 'exit code 1', 'max 3.41s, 10 samples', '<= 3s',
      'max 3.41s, objective <= 3s (+13.7 %, 2 of 10 samples over)', 'peak ≈104MB, 3 samples', 'unfit',
      'its test was skipped: tests/db.test.ts > db > connects', 'report.json',
    ]) expect(text).toContain(part) // prettier-ignore
  })

  test.each<[Run['outcome'], Partial<Run>, string]>([
    ['met', {}, 'none declared in slo.config.ts'],
    ['warning', {}, 'SLOs met, with warnings'],
    ['no-data', {}, 'SLOs without data'],
    ['inconclusive', {}, 'SLOs inconclusive'],
    ['not-judged', { scope: 'shard' }, 'run slo check on the stored results'],
    ['met', { tests: { passed: 1, failed: 2, skipped: 0 } }, '2 tests failed, which fails the run whatever the SLOs say'],
  ])('a run that came to %s with %j', (outcome, parts, expected) => {
    expect(readHtml(screenOf(render(runOf({ outcome, ...parts })))).text).toContain(expected)
  })

  const met = { status: 'met', slo: sloOf('a'), measured: 1, headroom: 1, samples: 1, exact: true, reason: '' } as const
  const unknown = { status: 'no-data', cause: 'skipped', slo: sloOf('b'), reason: 'left out' } as const
  const oneFailed = { passed: 1, failed: 1, skipped: 0 }

  test.each<[Partial<Run>, readonly string[]]>([
    [{ outcome: 'met', verdicts: [met] }, ['✓', 'All SLOs met', 'met']],
    [{ outcome: 'met', verdicts: [met, unknown], scope: 'filtered' }, ['–', 'Met, as far as measured', 'not-judged']],
    [{ outcome: 'met', verdicts: [met, unknown], tests: oneFailed }, ['✗', 'Tests failed', 'violated']],
    [{ outcome: 'warning', verdicts: [met], tests: oneFailed }, ['✗', 'Tests failed', 'violated']],
    [{ outcome: 'warning', verdicts: [met] }, ['!', 'SLOs met, with warnings', 'warning']],
    [{ outcome: 'no-data', verdicts: [unknown], tests: oneFailed }, ['?', 'SLOs without data', 'no-data']],
  ])('%j is headed %j: what failed, or was not measured, never looks like OK', (parts, headline) => {
    const html = render(runOf(parts))
    expect(headOfPage(html).headline).toEqual(headline)
    expect(html).toContain(`<main class="static ${headline[2]}">`)
  })

  test('many verdicts are cut, and said so', () => {
    const verdicts = Array.from({ length: 130 }, (_, index) => ({ status: 'no-data', cause: 'crashed', slo: sloOf(`s${index}`), reason: '' }) as const) // prettier-ignore
    const read = readHtml(screenOf(render(runOf({ verdicts })))).text
    expect(read).toContain('130 SLOs, the worst first, 100 shown')
    expect(read).not.toContain('s100')
  })
})

describe('with scripts', () => {
  test('the head holds the run in the words of the other reports', () => {
    expect(head.headline).toEqual(['✗', 'SLOs violated', 'violated'])
    expect(head.verdicts.map(({ id, mark, word, figure, bound }) => [id, mark, word, figure, bound])).toEqual([
      ['cli-scaffolding', '✗', 'violated', 'max 3.41s', '<= 3s'],
      ['generation-memory', '✗', 'violated', 'peak ≈104MB', '<= 100MB'],
      ['install', '✗', 'violated', 'max 4.1s', '<= 3s'],
      ['db-connections', '?', 'no data', undefined, '<= 10'],
      ['hash-speed', '~', 'unfit', 'max 55.1ms', '<= 50ms'],
      ['first-build', '!', 'warning', 'max 13.2s', '<= 15s, warn <= 12s'],
      ['unit-tests', '✓', 'met', 'p99 12.5ms', '<= 200ms'],
      ['triples', '✓', 'met', 'min 24100/s', '>= 20000/s'],
    ])
    expect(head.verdicts[0]).toMatchObject({ measured: 3410, headroom: -410, confirmed: 3380, owner: 'team generator', effect: 'fails the run' }) // prettier-ignore
  })

  test('each verdict knows where its samples and its failures are', () => {
    const [scaffold] = head.verdicts
    expect(scaffold?.judged.map((place) => head.report.series[place]?.subject.name)).toEqual(['cli:scaffold'])
    expect(scaffold?.failures.map((place) => head.report.gaps[place]?.reason)).toEqual([
      'exit code 1\nError: no template demo\n    at readTemplates (src/templates.ts:88:3)',
    ])
    expect(head.verdicts.find(({ slo }) => slo === 'unit-tests')).toMatchObject({ judged: [], rows: [0, 3] })
  })

  test('tests and files are tables beside it, all else is in it', () => {
    expect(head.counts).toEqual({ test: 3, file: 1 })
    expect(head.report.series.map(({ subject }) => subject.kind)).not.toContain('test')
    const table = partsOf(page).get('test-0') as PageTable
    expect(table).toMatchObject({
      names: ['unit > adds', 'unit > parses', 'unit > prints'],
      files: ['tests/unit/a.test.ts'],
      file: [0, 0, 0],
      columns: [
        { metric: 'duration', exact: true, values: [1.2, 12.5, 3.4] },
        { metric: 'cpuTime', exact: false, values: [1.08, 11.25, 3.06] },
        { metric: 'allocated', values: [120_000, 1_250_000, 340_000] },
      ],
    })
  })

  test('what was measured again stays with its second measurement', () => {
    const subject = { kind: 'test', name: 'slow', file: 'a.test.ts' } as const
    const slo = sloOf('slow', { sli: { subject: { kind: 'test', name: 'slow' }, metric: 'duration', unit: 'ms' } })
    const verdict = { status: 'met', slo, measured: 1, headroom: 2, samples: 1, exact: true, reason: '' } as const
    const { report, verdicts } = headOfPage(
      render(runOf({ series: [{ ...durations('', [1]), subject, confirmation: [2] }], verdicts: [verdict] })),
    )
    expect(verdicts[0]).toMatchObject({ judged: [0], rows: [] })
    expect(report.series).toMatchObject([{ samples: [1], confirmation: [2] }])
  })

  test('an error budget in words', () => {
    const slo = sloOf('a', {
      enforce: 'budget',
      errorBudget: { target: 0.95, window: { length: 50, unit: 'runs' }, method: 'runs' } as never,
    })
    const budget = { status: 'ok', runs: 50, good: 49, total: 50, allowed: 2.5, spent: 0.4, burn: {}, ofRun: 'met' } as never
    const verdict = { status: 'met', slo, budget, measured: 1, headroom: 2, samples: 1, exact: true, reason: '' } as const
    expect(headOfPage(render(runOf({ verdicts: [verdict] }))).verdicts[0]?.budgetText).toMatch(
      /^error budget 95% of 50 runs: 1 of/,
    )
  })
})

describe('any page', () => {
  test('well formed, nothing unescaped, no control character', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const html = render(run)
        readHtml(screenOf(html))
        expect(partsOf(html).has('head')).toBe(true)
        expect(html.replaceAll(/<script type="application\/gzip\+base64" id="slo-[\w-]+">[\w+/=]*<\/script>/g, '')).not.toMatch(
          /<\/?script/i,
        )
        expect(JSON.stringify([...partsOf(html).values()])).not.toMatch(
          /\\u00[01]\w|\\u001b|[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        )
      }),
      { numRuns: 150 },
    )
  })

  test('names that want to break out, or fill the page', () => {
    const names = [
      '</script><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\u001b[31mred\u202e',
      `long${'x'.repeat(10_000)}`,
      '__proto__',
    ]
    const html = render(
      runOf({
        service: names[0],
        verdicts: names.map(
          (name) => ({ ...sampleRun.verdicts[1], slo: sloOf(name, { owner: name, description: name }) }) as never,
        ),
        series: names.map((name) => durations(name, [1, 2])),
        gaps: names.map((name) => ({ kind: 'failed-sample', subject: { kind: 'command', name }, reason: `${name}\n${name}` })),
      }),
    )
    expect(readHtml(screenOf(html)).text).toContain('</script><script>alert(1)</script>')
    expect(html.length).toBeLessThan(60_000)
    const { verdicts, report } = headOfPage(html)
    expect(verdicts.map(({ slo }) => slo.slice(0, 12))).toEqual(['</script><sc', '"><img src=x', 'red\\u202e', 'longxxxxxxxx', '__proto__']) // prettier-ignore
    expect(Math.max(...report.gaps.map(({ reason }) => reason.length))).toBeLessThan(1300)
  })

  test('long output keeps its end', () => {
    const reason = ['exit code 1', ...Array.from({ length: 100 }, (_, line) => `line ${line}`)].join('\n')
    const gap = { kind: 'failed-sample', subject: { kind: 'command', name: 'a' }, reason } as const
    expect(headOfPage(render(runOf({ gaps: [gap] }))).report.gaps[0]?.reason).toMatch(
      /^exit code 1\n… 40 lines before this in report.json\nline 40\n[^]*line 99$/,
    )
  })

  test('the same bytes for the same run', () => {
    expect(render(structuredClone(sampleRun))).toBe(page)
    expect([...renderHtmlChunks(sampleRun, bareOptions)].join('')).toBe(page)
  })

  test('tens of thousands of tests in parts', () => {
    const series = Array.from({ length: 20_001 }, (_, index): Series => ({
      ...durations('', [index]),
      subject: { kind: 'test', name: `case ${index}`, file: index < 20_000 ? `tests/${index % 7}.test.ts` : undefined },
    }))
    const parts = partsOf(render(runOf({ series })))
    expect([...parts.keys()]).toEqual(['head', 'test-0', 'test-1'])
    expect(parts.get('test-1')).toEqual({
      from: 20_000,
      names: ['case 20000'],
      files: [],
      projects: [],
      columns: [{ metric: 'duration', unit: 'ms', source: 'monotonic clock', exact: true, values: [20_000] }],
    })
  })
})

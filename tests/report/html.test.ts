import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Run } from '../../src/model/run.ts'
import type { Series } from '../../src/model/series.ts'
import { renderHtml, renderHtmlChunks } from '../../src/report/html.ts'
import { readHtml } from './html/read-html.ts'
import { anyRun } from './run-arbitrary.ts'
import { durations, runOf, sampleRun, sloOf } from './sample-run.ts'
import { summarizeSimply } from './summarize-simply.ts'

const render = (run: Run): string => renderHtml(run, summarizeSimply)
const page = render(sampleRun)
const { elements, text } = readHtml(page)
const idsOf = (html: string): string[] => readHtml(html).elements.flatMap(({ attributes }) => attributes['id'] ?? [])

describe('renderHtml', () => {
  test('a page that fetches nothing and runs nothing', () => {
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')
    expect(policy?.attributes['content']).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(elements.filter(({ name }) => ['script', 'link', 'img', 'iframe', 'object', 'form'].includes(name))).toEqual([])
    const links = elements.flatMap(({ attributes }) => attributes['href'] ?? attributes['src'] ?? [])
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([])
    expect(page).not.toMatch(/url\(|@import| on[a-z]+="|style="/)
  })

  test('every link inside the page leads somewhere, and no id is taken twice', () => {
    const ids = idsOf(page)
    expect(new Set(ids).size).toBe(ids.length)
    const links = elements.flatMap(({ attributes }) => attributes['href']?.slice(1) ?? [])
    expect(links.filter((link) => !ids.includes(link))).toEqual([])
    expect(ids).toEqual(expect.arrayContaining(['slo-first-build', 'slo-cli-scaffolding', 'measured-test', 'gaps', 'machine']))
  })

  test('can be read without seeing it', () => {
    const levels = elements.filter(({ name }) => /^h[1-6]$/.test(name)).map(({ name }) => Number(name.slice(1)))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1)
      return level
    }, 0)
    const count = (wanted: string): number => elements.filter(({ name }) => name === wanted).length
    expect(count('caption')).toBe(count('table'))
    expect(count('main')).toBe(1)
    expect(elements.filter(({ name, attributes }) => name === 'th' && attributes['scope'] === undefined)).toEqual([])
    const pictures = elements.filter(({ name }) => name === 'svg')
    expect(
      pictures.filter(({ attributes }) => attributes['aria-hidden'] !== 'true' && attributes['aria-label'] === undefined),
    ).toEqual([])
    expect(elements.find(({ name }) => name === 'html')?.attributes).toEqual({ lang: 'en' })
  })

  test('says what the run came to and what each verdict stands on', () => {
    for (const part of [
      'SLOs violated', '3 violated (1 warn only)', 'acme-generator', 'main @ 4f1c2ab', '2026-01-02 03:04:05 UTC',
      'max 3.41s, objective <= 3s (+13.7 %, 2 of 10 samples over)', '410ms (13.7%) beyond', 'max 3.38s when measured again',
      'peak ≈104MB, 3 samples', 'its test was skipped: tests/db.test.ts > db > connects', 'fails a full run', 'unfit', '1.8s (12%) left',
      'no template demo', 'networkSent unsupported', 'load per core 3.1 before the run > 1.5', 'team generator', '24100/s',
    ]) expect(text).toContain(part) // prettier-ignore
  })

  test.each<[Run['outcome'], Partial<Run>, string]>([
    ['met', {}, 'none declared in slo.config.ts'],
    ['warning', {}, 'SLOs met, with warnings'],
    ['no-data', {}, 'SLOs without data'],
    ['inconclusive', {}, 'SLOs inconclusive'],
    ['not-judged', { scope: 'shard' }, 'run slo check on the stored results'],
    ['met', { tests: { passed: 1, failed: 2, skipped: 0 } }, '2 tests failed, which fails the run whatever the SLOs say'],
    ['met', { branch: 'main' }, 'main'],
    ['met', { startedAt: 'some day' }, 'some day'],
  ])('the head of a run that came to %s with %j', (outcome, parts, expected) => {
    expect(readHtml(render(runOf({ outcome, ...parts }))).text).toContain(expected)
  })

  test('what is not known is left out or called unknown', () => {
    const bare = readHtml(
      render(runOf({ machine: { ...sampleRun.machine, vitest: undefined, fitness: { fit: true, reasons: [] } } })),
    ).text
    expect(bare).not.toMatch(/undefined|NaN|null/)
    expect(bare).not.toContain('commit')
    expect(bare).toContain('unknown')
    expect(bare).toContain('Fit: its timings can be judged.')
  })

  test('the machine and the cost of the measurement', () => {
    const overhead = { perTestMs: 0.5, samplerCpuRatio: 0.01 }
    expect(readHtml(render(runOf({ overhead }))).text).toMatch(/overhead a test\s+500us\s+sampler\s+1% of a core/)
  })

  test('any run: well formed, nothing unescaped, no control character', () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const html = render(run)
        readHtml(html)
        expect(html).not.toMatch(/<script|<\/script/i)
        expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      }),
      { numRuns: 200 },
    )
  })

  test('names that want to break out, or fill the page', () => {
    const names = [
      '</script><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\u001b[31mred\u202e',
      `long${'x'.repeat(10_000)}`,
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
    expect(readHtml(html).text).toContain('</script><script>alert(1)</script>')
    expect(html.length).toBeLessThan(100_000)
  })

  test('the same bytes for the same run', () => {
    expect(render(structuredClone(sampleRun))).toBe(page)
    expect([...renderHtmlChunks(sampleRun, summarizeSimply)].join('')).toBe(page)
  })

  test('thousands of tests are cut to the slowest, and said so', () => {
    const series = Array.from({ length: 3000 }, (_, index): Series[] => {
      const subject = { kind: 'test', name: `case ${index}`, file: `tests/${index % 7}.test.ts` } as const
      return [
        { ...durations('', [index]), subject },
        { ...durations('', [1]), subject, metric: 'cpuTime' },
      ]
    }).flat()
    const slo = sloOf('cases', {
      sli: { subject: { kind: 'test' }, metric: 'duration', unit: 'ms' },
      bound: { statistic: 'p99' },
    })
    const verdict = { status: 'met', slo, measured: 2969, headroom: 31, samples: 3000, exact: true, reason: 'p99 2.97s' } as const
    const html = render(runOf({ series, verdicts: [verdict] }))
    const read = readHtml(html)
    expect(read.text).toContain('3,000 tests, 200 slowest shown; all in report.json')
    expect(read.text).toContain('3,000 samples, 200 worst shown; all in report.json')
    expect(read.text).toContain('3,000 subjects, the 10 that stand worst')
    expect(read.text).toContain('case 2999')
    expect(read.text).not.toContain('case 2799')
    expect(read.elements.filter(({ name }) => name === 'circle').length).toBeLessThanOrEqual(400)
    expect(html.length).toBeLessThan(300_000)
  })

  test('long lists of figures, gaps and output are cut, and said so', () => {
    const subject = { kind: 'command', name: 'build' } as const
    const output = Array.from({ length: 60 }, (_, index) => `line ${index}`).join('\n')
    const verdict = { status: 'violated', slo: sloOf('build'), samples: 0, exact: true, reason: 'all failed' } as const
    const { text: long } = readHtml(
      render(
        runOf({
          verdicts: [verdict],
          series: Array.from({ length: 250 }, (_, index) => durations(`command ${index}`, index === 0 ? [] : [index])),
          gaps: Array.from({ length: 250 }, (_, index) => ({
            kind: 'failed-sample',
            subject,
            reason: index === 1 ? 'timed out' : `exit code 1\n${output}`,
          })),
        }),
      ),
    )
    expect(long).toContain('250 measured figures, 200 shown; all in report.json')
    expect(long).toContain('250 gaps, 200 shown; all in report.json')
    expect(long).toContain('… 20 lines before this in report.json')
    expect(long).toContain('240 more in report.json')
    expect(long).toContain('all failed')
  })
})

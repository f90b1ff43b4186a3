import fc from 'fast-check'
import { Marked } from 'marked'
import { describe, expect, test } from 'vitest'
import { runDocument } from '../../src/report/documents/run-document.ts'
import { nowhere } from '../../src/report/checks-of-run.ts'
import { fitMarkdown } from '../../src/report/github/fit-markdown.ts'
import { blockText, markdownText, renderMarkdown } from '../../src/report/markdown.ts'
import { sanitize } from '../../src/report/text/sanitize.ts'
import { nastyNames } from './nasty-names.ts'
import { runOf, sampleRun, sloOf } from './sample-run.ts'

const marked = new Marked({ gfm: true })

/** The text of the only cell of a table with this text in it, as GitHub-flavoured Markdown shows it. */
function shown(text: string): string {
  const html = marked.parse(`| a |\n| --- |\n| ${markdownText(text)} |\n`) as string
  const [, cell] = /<tbody><tr>\n<td>([^]*)<\/td>\n<\/tr>\n<\/tbody>/.exec(html) ?? []
  if (cell === undefined) throw new Error(`not one cell: ${html}`)
  if (/<(?!\/?br)/.test(cell)) throw new Error(`markup: ${cell}`)
  const plain = cell
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
  return plain.replaceAll('\u2060', '')
}

const flat = (text: string): string => sanitize(text).trim()

describe('markdownText', () => {
  test.each(Object.entries(nastyNames).filter(([, name]) => name.length < 200))('%s is shown as it is', (_, name) => {
    expect(shown(name)).toBe(flat(name).replaceAll('\u2060', ''))
  })

  test('any text is shown as it is, in one cell, without markup', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary-ascii', maxLength: 40 }),
      fc.string({ maxLength: 40 }),
      fc.stringMatching(/^[`*_~|\\[\]()<>&#@!:./ a-z-]{0,30}$/),
    )
    fc.assert(
      fc.property(texts, (text) => {
        expect(shown(text)).toBe(flat(text))
      }),
      { numRuns: 500 },
    )
  })

  test('a very long text loses its middle', () => {
    expect(markdownText('y'.repeat(10_000)).length).toBe(300)
  })

  test('nobody is notified, and nothing is linked', () => {
    expect(markdownText('@all #12 https://x.y www.z')).toBe('@\u2060all #\u206012 https\u2060://x.y www\u2060.z')
  })
})

test.each([
  ['# a', '\\# a'],
  ['- a', '\\- a'],
  ['  + a', '\\+ a'],
  ['12. a', '12\\. a'],
  ['1) a', '1\\) a'],
  ['12 a.', '12 a.'],
])('%j at the begin of a line is text: %s', (text, written) => {
  expect(blockText(text)).toBe(written)
  expect(marked.parse(`- ${blockText(text)}`)).toBe(`<ul>\n<li>${text.trim()}</li>\n</ul>\n`)
})

test('a run', () => {
  expect(renderMarkdown(runDocument({ run: sampleRun, declared: nowhere }))).toMatchInlineSnapshot(`
    "## ❌ SLOs of acme-generator

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
    | ✓ met | unit-tests | p99 12.5ms, 3 samples | &lt;= 200ms | – |
    | ✓ met | triples | min 24100/s, 3 samples | &gt;= 20000/s | – |

    ### What could not be measured

    | what | metric | kind | why |
    | --- | --- | --- | --- |
    | test tests/db.test.ts &gt; db &gt; connects | – | skipped test | skipped |
    | command cli:scaffold | – | failed sample | exit code 1 Error: no template demo at readTemplates (src/templates.ts:88:3) |
    | command cli:new | networkSent | unsupported | no namespace of its own |

    run 20260102-030405-abc · started 2026-01-02 03:04:05 UTC · scope full · commit 4f1c2ab · branch main · environment ci · machine Example CPU @ 3.0GHz, 2 cores, linux 6.1 · Node 20.19.0 · Vitest 4.1.12
    "
  `)
})

test('gets shorter until it fits, and says what is left out', () => {
  const verdicts = Array.from(
    { length: 300 },
    (_, index) => ({ status: 'no-data', cause: 'skipped', slo: sloOf(`slo-${index}`), reason: '漢'.repeat(100) }) as const,
  )
  const document = runDocument({ run: runOf({ verdicts }), declared: nowhere })
  const text = fitMarkdown(document, 20_000)
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(20_000)
  expect(text).toMatch(/and 2\d\d more rows: csv and json hold all/)
  expect(fitMarkdown(document, 1).length).toBeLessThan(1500)
})

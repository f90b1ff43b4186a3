import type { Run } from '../model/run.ts'
import { anchorsOf } from './html/anchors.ts'
import { banner } from './html/banner.ts'
import { gapTable } from './html/gap-table.ts'
import { machineSection } from './html/machine-section.ts'
import { html } from './html/markup.ts'
import type { Markup } from './html/markup.ts'
import { measuredMarkup, measuredSections } from './html/measured-sections.ts'
import { sloSection } from './html/slo-section.ts'
import { style } from './html/style.ts'
import { verdictTable } from './html/verdict-table.ts'
import type { Summarize } from './json.ts'
import { worstFirst } from './tally.ts'

/** The run as one HTML page that fetches nothing and runs nothing: opened from disk, printed, or kept as a CI artifact. */
export function renderHtml(run: Run, summarize: Summarize): string {
  return [...renderHtmlChunks(run, summarize)].join('')
}

/** The same in pieces, section by section, so that the page of a large run never stands in memory as a whole. */
export function* renderHtmlChunks(run: Run, summarize: Summarize): Generator<string, void, undefined> {
  for (const { markup } of piecesOf(run, summarize)) yield markup
}

function* piecesOf(run: Run, summarize: Summarize): Generator<Markup, void, undefined> {
  const anchors = anchorsOf(run.verdicts)
  const sections = measuredSections(run, summarize)
  yield headOf(run)
  yield banner(run)
  yield navigation(run, sections)
  yield html`<main id="content" tabindex="-1">
    <section class="card" id="slos" aria-labelledby="slos-title">
      <h2 id="slos-title">Objectives</h2>
      ${verdictTable(run, anchors) ?? html`<p>No verdicts: see above.</p>`}
    </section>
  </main> `
  for (const verdict of worstFirst(run.verdicts)) yield sloSection(verdict, anchors.get(verdict) as string, { run, summarize })
  for (const section of sections) yield measuredMarkup(section)
  yield gapsMarkup(run)
  yield machineSection(run)
  yield html`</main>
<footer>Written by vitest-slo. All figures are in <code>report.json</code> beside this file.</footer>
</body>
</html>
`
}

function headOf({ outcome, service }: Run): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${outcome}: ${service ?? 'SLO report'}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the objectives</a>
      </body>
    </html> `
}

function navigation({ gaps }: Run, sections: readonly { readonly id: string; readonly title: string }[]): Markup {
  const gap = gaps.length === 0 ? [] : [{ id: 'gaps', title: 'Gaps' }]
  const all = [{ id: 'slos', title: 'Objectives' }, ...sections, ...gap, { id: 'machine', title: 'Machine' }]
  return html`<nav aria-label="Sections">${all.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav> `
}

function gapsMarkup({ gaps }: Run): Markup {
  return html`${
    gaps.length === 0
      ? undefined
      : html`<section class="card" id="gaps" aria-labelledby="gaps-title">
          <h2 id="gaps-title">What could not be measured</h2>
          ${gapTable(gaps)}
        </section> `
  }`
}

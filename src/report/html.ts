import type { Run } from '../model/run.ts'
import { anchorsOf } from './html/anchors.ts'
import { banner } from './html/banner.ts'
import { cardSection } from './html/card-section.ts'
import { gapTable } from './html/gap-table.ts'
import { limitTable } from './html/limit-table.ts'
import { machineSection } from './html/machine-section.ts'
import { markup } from './html/markup.ts'
import type { Markup } from './html/markup.ts'
import { measuredSections } from './html/measured-sections.ts'
import { profileSection } from './html/profile-section.ts'
import { sloSection } from './html/slo-section.ts'
import { style } from './html/style.ts'
import { verdictTable } from './html/verdict-table.ts'
import type { Summarize } from './summarize.ts'
import { worstFirst } from './tally.ts'
import { cutMiddle } from './text/cut-middle.ts'
import { sanitize } from './text/sanitize.ts'

/** The run as one HTML page that fetches nothing and runs nothing: opened from disk, printed, or kept as a CI artifact. */
export function renderHtml(run: Run, summarize: Summarize): string {
  return [...renderHtmlChunks(run, summarize)].join('')
}

/** The same in pieces, section by section, so that the page of a large run never stands in memory as a whole. */
export function* renderHtmlChunks(run: Run, summarize: Summarize): Generator<string, void, undefined> {
  for (const piece of piecesOf(run, summarize)) yield piece.markup
}

function* piecesOf(run: Run, summarize: Summarize): Generator<Markup, void, undefined> {
  const anchors = anchorsOf(run.verdicts)
  const sections = measuredSections(run, summarize)
  yield headMarkup(run)
  yield banner(run)
  yield navigation(run, sections)
  yield markup`<main id="content" tabindex="-1">\n`
  yield cardSection({ id: 'slos', title: 'Objectives', content: verdictTable(run, anchors) ?? markup`<p>No verdicts.</p>` })
  for (const verdict of worstFirst(run.verdicts)) yield sloSection(verdict, anchors.get(verdict) as string, { run, summarize })
  for (const { id, title, table } of sections) yield cardSection({ id, title, content: table() })
  if (run.limits.length > 0) yield cardSection({ id: 'limits', title: 'Limits', content: limitTable(run.limits) })
  const profiles = profileSection(run)
  if (profiles !== undefined) yield profiles
  if (run.gaps.length > 0) yield cardSection({ id: 'gaps', title: 'What could not be measured', content: gapTable(run.gaps) })
  yield machineSection(run)
  yield markup`</main>
<footer>Written by vitest-slo. All figures are in <code>report.json</code> beside this file.</footer>
</body>
</html>
`
}

function headMarkup({ outcome, service }: Run): Markup {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${outcome}: ${cutMiddle(sanitize(service ?? 'SLO report'), 80)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the objectives</a>
`
}

function navigation(
  { gaps, limits, profiles, profileGaps }: Run,
  sections: readonly { readonly id: string; readonly title: string }[],
): Markup {
  const gap = gaps.length === 0 ? [] : [{ id: 'gaps', title: 'Gaps' }]
  const limit = limits.length === 0 ? [] : [{ id: 'limits', title: 'Limits' }]
  const profiled = profiles === undefined && profileGaps === undefined ? [] : [{ id: 'profiles', title: 'Profiles' }]
  const parts = [...sections, ...limit, ...profiled, ...gap]
  const all = [{ id: 'slos', title: 'Objectives' }, ...parts, { id: 'machine', title: 'Machine' }]
  return markup`<nav aria-label="Sections">${all.map(({ id, title }) => markup`<a href="#${id}">${title}</a> `)}</nav>
`
}

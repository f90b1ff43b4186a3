import { markup } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'

/** What the pages of `slo serve` may load and run: what comes from there. */
export const servedPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'"

export interface ServedPage {
  readonly title: string
  readonly main: Markup
  /** Path of a script. */
  readonly script?: string
  /** Where in the navigation it stands. */
  readonly place?: string
}

const places = [
  ['/live', 'Live'],
  ['/report', 'Last report'],
  ['/runs', 'Runs'],
] as const

/** A page of `slo serve` that is no report. */
export function renderServedPage({ title, main, script, place }: ServedPage): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} - vitest-slo</title>
<link rel="stylesheet" href="/style.css">
${
  script === undefined
    ? undefined
    : markup`<script src="${script}" defer></script>
`
}</head>
<body>
<nav aria-label="Pages">${linksTo(place)}</nav>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`.markup
}

function linksTo(place: string | undefined): readonly Markup[] {
  return places.map(([path, name]) => {
    const current = path === place ? markup` aria-current="page"` : undefined
    return markup`<a href="${path}"${current}>${name}</a> `
  })
}

/**
 * The way from a report to the other pages. Behind what the report shows, so that its link past the navigation stays the first; its style
 * puts it on top, because its own policy allows no other.
 */
export function* withNavigation(report: Iterable<string>, id: string): Generator<string, void, undefined> {
  let isThere = false
  for (const chunk of report) {
    const place: number = isThere ? -1 : chunk.indexOf(root)
    isThere ||= place !== -1
    yield place === -1 ? chunk : `${chunk.slice(0, place)}${root}${navigation(id)}${chunk.slice(place + root.length)}`
  }
}

const root = '<div id="page"></div>'

function navigation(id: string): string {
  const data = markup`<a href="/api/runs/${encodeURIComponent(id)}/report.json">report.json</a>`
  return markup`<nav class="served" aria-label="Other runs">${linksTo(undefined)}${data}</nav>`.markup
}

/** What all pages of `slo serve` but the reports look like. */
export const servedStyle = `
:root { color-scheme: light dark; --ink: #1b1d20; --soft: #575c63; --page: #f6f6f4; --card: #fff; --rule: #e0e0dc; --link: #1d4fb8;
  --good: #1a6b35; --bad: #b3261e; --unsure: #6a3fb0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e9e6; --soft: #a7acb3; --page: #121417; --card: #191c20; --rule: #2c3036;
  --link: #9dbaff; --good: #79d199; --bad: #ff8f86; --unsure: #c9adff; } }
body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem; }
a { color: var(--link); } nav a { margin-right: 1.2em; } nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; }
.state { border-left: .35rem solid var(--unsure); background: var(--card); font-weight: 600; padding: .6rem .9rem; overflow-wrap: anywhere; }
.state.good { border-color: var(--good); } .state.bad { border-color: var(--bad); }
.wide { overflow-x: auto; } table { border-collapse: collapse; min-width: 100%; }
caption { color: var(--soft); text-align: left; } th, td { border-bottom: 1px solid var(--rule); padding: .3rem .8rem .3rem 0; text-align: left; }
.good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); } .state.good, .state.bad, .state.unsure { color: var(--ink); }
.short td, .short th { white-space: nowrap; } progress { width: 100%; max-width: 30rem; } li { overflow-wrap: anywhere; } .soft { color: var(--soft); } :focus-visible { outline: 2px solid var(--link); }
`

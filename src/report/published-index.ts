import type { Outcome, Run } from '../model/run.ts'
import { tally, tallyText } from './tally.ts'
import { cutMiddle } from './text/cut-middle.ts'
import { escapeXml } from './text/escape-xml.ts'

/** What the index of a folder of reports says of a run. Lies beside its page, as JSON. */
export interface PublishedRun {
  readonly schema: 1
  readonly id: string
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly outcome: Outcome
  readonly environment: string
  readonly service?: string
  readonly branch?: string
  readonly commit?: string
  /** Counts of the verdicts in words: `1 violated`, `20 met`. */
  readonly counts: readonly string[]
}

/** What is said of a run in the index. */
export function publishedRun({ id, startedAt, outcome, environment, service, branch, commit, verdicts }: Run): PublishedRun {
  return {
    schema: 1,
    id,
    startedAt,
    outcome,
    environment,
    ...(service === undefined ? {} : { service }),
    ...(branch === undefined ? {} : { branch }),
    ...(commit === undefined ? {} : { commit }),
    counts: tally(verdicts).map(tallyText),
  }
}

/** What a file says that ought to be such a record; undefined where it is none. */
export function readPublishedRun(text: string): PublishedRun | undefined {
  try {
    const record = JSON.parse(text) as PublishedRun
    const texts = [record.id, record.startedAt, record.outcome, record.environment, ...record.counts]
    const others = [record.service, record.branch, record.commit].filter((one) => one !== undefined)
    return record.schema === 1 && [...texts, ...others].every((one) => typeof one === 'string') ? record : undefined
  } catch {
    return undefined
  }
}

/** The newest first; of one moment by their id. */
export function newestFirst(runs: readonly PublishedRun[]): PublishedRun[] {
  return runs.toSorted((a, b) => compare(b.startedAt, a.startedAt) || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The page that lists the runs of a folder, the newest first: the same runs make the same page. It fetches and runs nothing. */
export function renderIndex(runs: readonly PublishedRun[]): string {
  const sorted = newestFirst(runs)
  const titles = [...new Set(sorted.flatMap(({ service }) => service ?? []))]
  const title = titles.length === 1 ? `SLO reports of ${titles[0]}` : 'SLO reports'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shown(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${shown(title)}</h1>
<p>${sorted.length === 1 ? '1 run' : `${sorted.length} runs`}, the newest first. <a href="latest.html">The last run</a></p>
<div class="wide" role="region" aria-label="Runs" tabindex="0">
<table>
<thead><tr>${['Started', 'Outcome', 'SLOs', 'Branch', 'Commit', 'Environment'].map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${sorted.map((run) => rowOf(run, titles.length > 1)).join('')}</tbody>
</table>
</div>
</main>
</body>
</html>
`
}

function rowOf(
  { id, startedAt, outcome, environment, service, branch = '', commit = '', counts }: PublishedRun,
  several: boolean,
): string {
  const when = startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
  const link = `<a href="runs/${encodeURIComponent(id)}.html">${shown(several ? `${when}, ${service ?? 'no service'}` : when)}</a>`
  const state = `<span class="state ${toneOf(outcome, counts)}">${shown(outcome.replace('-', ' '))}</span>`
  const cells = [counts.join(', '), branch, commit.slice(0, 12), environment].map((text) => `<td>${shown(text)}</td>`)
  return `<tr><td>${link}</td><td>${state}</td>${cells.join('')}</tr>\n`
}

/** A run that a filter has cut to a part may be met and yet know little. */
function toneOf(outcome: Outcome, counts: readonly string[]): string {
  const isPart = outcome === 'met' && counts.some((count) => count.includes('no data'))
  return isPart ? 'unsure' : (tones[outcome] ?? 'unsure')
}

const tones: Readonly<Partial<Record<Outcome, string>>> = { met: 'good', warning: 'good', violated: 'bad', 'no-data': 'bad' }

/** A page that leads to that of a run: an address that stays. */
export function renderLatest({ id }: PublishedRun): string {
  const target = `runs/${encodeURIComponent(id)}.html`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=${escapeXml(target)}">
<title>The last run</title>
</head>
<body><p><a href="${escapeXml(target)}">The last run</a></p></body>
</html>
`
}

function shown(text: string): string {
  return escapeXml(cutMiddle(text, 120))
}

const style = `
body { font: 1rem/1.5 system-ui, "Liberation Sans", "DejaVu Sans", sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top; white-space: nowrap; }
td:nth-child(3) { min-width: 10rem; } td:nth-child(4) { min-width: 5rem; }
td:nth-child(3), td:nth-child(4) { overflow-wrap: anywhere; white-space: normal; }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; } .wide { overflow-x: auto; }
.state { border-left: .3rem solid; font-weight: 600; padding-left: .5rem; }
.good { border-color: #1a7f37; } .bad { border-color: #cf222e; } .unsure { border-color: #9a6700; }
`

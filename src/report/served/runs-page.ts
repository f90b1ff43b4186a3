import type { RunHead } from '../../model/history.ts'
import type { Outcome } from '../../model/run.ts'
import { markup, nameMarkup } from '../html/markup.ts'
import type { Markup } from '../html/markup.ts'
import { countOf } from '../measured-text.ts'
import { renderServedPage } from './served-page.ts'

const marks: Readonly<Record<Outcome, readonly [mark: string, tone: string, word: string]>> = {
  met: ['✓', 'good', 'met'],
  warning: ['!', 'good', 'warning'],
  violated: ['✗', 'bad', 'violated'],
  'no-data': ['?', 'unsure', 'no data'],
  inconclusive: ['~', 'unsure', 'inconclusive'],
  'not-judged': ['–', 'unsure', 'not judged'],
}

/** The runs that are remembered, the newest first, as a page with a link to each. */
export function renderRunsPage(runs: readonly RunHead[], service?: string): string {
  const title = service === undefined ? 'Runs' : `Runs of ${service}`
  return renderServedPage({ title, place: '/runs', main: runs.length === 0 ? nothing : runsTable(runs) })
}

const nothing = markup`<p>No run is remembered here yet: <code>slo run</code> adds one.</p>`

function runsTable(runs: readonly RunHead[]): Markup {
  return markup`<div class="wide short" role="region" aria-label="Runs" tabindex="0"><table>
<caption>${countOf(runs.length, 'run')}, the newest first</caption>
<thead><tr><th scope="col">run</th><th scope="col">outcome</th><th scope="col">began (UTC)</th><th scope="col">scope</th><th scope="col">revision</th><th scope="col">environment</th><th scope="col">machine</th></tr></thead>
<tbody>
${runs.map(rowOf)}</tbody></table></div>`
}

function rowOf({ id, outcome, startedAt, scope, branch, commit, environment, machineClass, fit }: RunHead): Markup {
  const [mark, tone, word] = marks[outcome]
  const revision = [branch, commit?.slice(0, 8)].filter((part) => part !== undefined).join('@')
  const began = startedAt.slice(0, 19).replace('T', ' ')
  return markup`<tr><th scope="row"><a href="/runs/${encodeURIComponent(id)}">${id.slice(0, 8)}</a></th><td class="${tone}">${mark} ${word}</td>
<td>${began}</td><td>${scope}</td><td>${nameMarkup(revision)}</td><td>${environment}</td><td>${machineClass}${fit ? '' : ', unfit'}</td></tr>
`
}

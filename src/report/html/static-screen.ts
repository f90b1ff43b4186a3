import type { Profile } from '../../model/profile.ts'
import { explaining } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import type { Verdict } from '../../model/verdict.ts'
import { boundText, countOf, measuredText } from '../measured-text.ts'
import { hotPathText } from '../profile-text.ts'
import { notJudgedText, notesOf } from '../run-state.ts'
import { tally, tallyText, worstFirst } from '../tally.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { verdictLabel } from '../verdict-label.ts'
import { headlineOf } from './headline.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'

const mostRows = 100
const longestReason = 300

/** What a reader without scripts sees: the outcome, and every verdict with its bound, its reason and the line that is to blame. */
export function staticScreen(run: Run): Markup {
  const [mark, headline, look] = headlineOf(run)
  const counts = notJudgedText(run) ?? tally(run.verdicts).map(tallyText).join(', ')
  return markup`<main class="static ${look}"><p>${nameMarkup(run.service ?? 'vitest-slo')}</p>
<h1><span aria-hidden="true">${mark}</span> ${headline}</h1>
<p>${counts}; exit code ${run.exitCode}. ${notesOf(run).map((note) => markup`${note}. `)}</p>
${run.verdicts.length === 0 ? undefined : verdictTable(run)}
<p>Charts, tests and profiles need JavaScript; all figures are in the <code>report.json</code> of this run.</p></main>`
}

function verdictTable(run: Run): Markup {
  const { length } = run.verdicts
  const cut = length > mostRows ? `, ${mostRows} shown` : ''
  return markup`<table><caption>${countOf(length, 'SLO')}, the worst first${cut}</caption>
<thead><tr><th scope="col">verdict</th><th scope="col">SLO</th><th scope="col">measured</th><th scope="col">bound</th><th scope="col">why</th></tr></thead>
<tbody>
${worstFirst(run.verdicts).slice(0, mostRows).map((verdict) => rowOf(verdict, run))}</tbody></table>` // prettier-ignore
}

function rowOf(verdict: Verdict, { machine, profiles = [] }: Run): Markup {
  const { mark, word } = verdictLabel(verdict, machine)
  const [profile] = explaining(verdict.slo, profiles)
  return markup`<tr><td>${mark} ${word}</td><th scope="row">${nameMarkup(verdict.slo.name)}</th><td>${measuredText(verdict) ?? 'unknown'}</td>
<td>${boundText(verdict)}</td><td>${cutMiddle(sanitizeFlat(verdict.reason), longestReason)}${hotMarkup(profile)}</td></tr>
` // prettier-ignore
}

function hotMarkup(profile: Profile | undefined): Markup | undefined {
  return profile === undefined || profile.hotPath.length === 0 ? undefined : markup`<br>hot path ${hotPathText(profile)}`
}

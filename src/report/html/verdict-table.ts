import type { Run } from '../../model/run.ts'
import type { Verdict } from '../../model/verdict.ts'
import { consequence } from '../consequence.ts'
import { boundText, measuredText } from '../measured-text.ts'
import { worstFirst } from '../tally.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { headroomBar } from './headroom.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { statusChip } from './status-chip.ts'

const longestReason = 300

/** Every verdict, the worst first, the limit beside the value. On a narrow page each row stands as a small card. */
export function verdictTable(run: Run, anchors: ReadonlyMap<Verdict, string>): Markup | undefined {
  if (run.verdicts.length === 0) return undefined
  const rows = worstFirst(run.verdicts).map((verdict) => rowOf(verdict, run, anchors.get(verdict)))
  // The roles are those the elements have anyway; the narrow layout would take them away.
  return markup`<table class="verdicts" role="table"><caption>Every SLO, the worst first</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">verdict</th><th scope="col" role="columnheader">SLO</th><th scope="col" role="columnheader">measured</th><th scope="col" role="columnheader">bound</th><th scope="col" role="columnheader">headroom</th></tr></thead>
<tbody role="rowgroup">
${rows}</tbody></table>
` // prettier-ignore
}

function rowOf(verdict: Verdict, run: Run, id: string | undefined): Markup {
  return markup`<tr role="row" class="${verdict.status}"><td role="cell">${statusChip(verdict, run.machine)}</td>
<th scope="row" role="rowheader"><a href="#${id}">${nameMarkup(verdict.slo.name)}</a></th>
<td role="cell" data-label="measured">${measuredMarkup(verdict)}</td>
<td role="cell" data-label="bound">${boundMarkup(verdict)}${effectMarkup(verdict, run)}</td>
<td role="cell" data-label="headroom">${headroomBar(verdict)}</td></tr>
` // prettier-ignore
}

function measuredMarkup(verdict: Verdict): Markup {
  const figure = measuredText(verdict)
  const why = markup`<small>${cutMiddle(sanitizeFlat(verdict.reason), longestReason)}</small>`
  if (figure === undefined) return why
  return verdict.status === 'inconclusive' ? markup`${figure}${why}` : markup`${figure}`
}

function boundMarkup(verdict: Verdict): Markup[] {
  return boundText(verdict)
    .split(', ')
    .map((bound, index) => (index === 0 ? markup`<span class="bound">${bound}</span>` : markup`<small>${bound}</small>`))
}

function effectMarkup(verdict: Verdict, run: Run): Markup | undefined {
  const effect = consequence(verdict, run)
  return effect === undefined || effect === 'fails the run' ? undefined : markup`<small>${effect}</small>`
}

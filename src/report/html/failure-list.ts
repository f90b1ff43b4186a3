import type { Gap } from '../../model/series.ts'
import { countOf } from '../measured-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitizeLines } from '../text/sanitize.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'

const mostFailures = 10
const mostLines = 40
const longestLine = 400

/** The samples that failed, each with the end of its output. */
export function failureList(failures: readonly Gap[]): Markup | undefined {
  if (failures.length === 0) return undefined
  const more = failures.length - mostFailures
  return html`<h4>${countOf(failures.length, 'failed sample')}</h4>
    ${failures.slice(0, mostFailures).map(failureMarkup)}${more > 0 ? html`<p class="faint">${more} more in report.json</p>` : undefined}`
}

function failureMarkup({ reason }: Gap): Markup {
  const lines = sanitizeLines(reason.trimEnd())
  const left = Math.max(0, lines.length - 1 - mostLines)
  const [first = '', ...output] = [...lines.slice(0, 1), ...lines.slice(1 + left)]
  const note = left > 0 ? `… ${countOf(left, 'line')} before this in report.json\n` : ''
  const text = output.map((line) => html`${cutMiddle(line, longestLine)}
`) // prettier-ignore
  return html`<p class="failure">${first}</p>
${output.length === 0 ? undefined : html`<pre tabindex="0">${note === '' ? undefined : html`<i>${note.trim()}</i>
`}${text}</pre>
`}` // prettier-ignore
}

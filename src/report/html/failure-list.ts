import type { Gap } from '../../model/series.ts'
import { countOf } from '../measured-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitizeLines } from '../text/sanitize.ts'
import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

const mostFailures = 10
const mostLines = 40
const longestLine = 400

/** The samples that failed, each with the end of its output. */
export function failureList(failures: readonly Gap[]): Markup | undefined {
  if (failures.length === 0) return undefined
  const more = failures.length - mostFailures
  return markup`<h4>${countOf(failures.length, 'failed sample')}</h4>
${failures.slice(0, mostFailures).map(failureMarkup)}${more > 0 ? markup`<p class="faint">${more} more in report.json</p>` : undefined}`
}

function failureMarkup({ reason }: Gap): Markup {
  const [first = '', ...output] = sanitizeLines(reason.trimEnd())
  return markup`<p class="failure">${first}</p>
${output.length === 0 ? undefined : markup`<pre tabindex="0">${outputText(output)}</pre>`}`
}

function outputText(output: readonly string[]): Markup {
  const left = output.length - mostLines
  const note = left > 0 ? [`… ${countOf(left, 'line')} before this in report.json`] : []
  const lines = [...note, ...output.slice(-mostLines)]
  return markup`${lines.map((line) => markup`${cutMiddle(line, longestLine)}\n`)}`
}

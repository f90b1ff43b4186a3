import type { Gap } from '../../model/series.ts'
import { countOf } from '../measured-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitizeLines } from '../text/sanitize.ts'
import { labelled } from './page.ts'
import type { Page } from './page.ts'

const mostFailures = 3
const mostOutput = 12

/** The samples that failed: the reason of each, and under it the end of its output, where commands say why. */
export function failureLines(failures: readonly Gap[], page: Page): string[] {
  const more = failures.length - mostFailures
  return [
    ...failures.slice(0, mostFailures).flatMap((failure) => oneFailure(failure, page)),
    ...(more > 0 ? labelled('', `${more} more failed in report.json`, page) : []),
  ]
}

function oneFailure({ reason }: Gap, page: Page): string[] {
  const [first = '', ...output] = sanitizeLines(reason.trimEnd())
  const left = output.length - mostOutput
  const note = left > 0 ? [`… ${countOf(left, 'line')} before this in report.json`] : []
  // The bar keeps output apart from our words, and keeps a CI from reading it as a command such as `::error::`.
  const lines = [...note, ...output.slice(-mostOutput)].map((line) => `     │ ${cutMiddle(line, page.width - 7)}`)
  return [...labelled('failed', first, page), ...lines.map((line) => page.palette.faint(line.trimEnd()))]
}

import type { Gap } from '../../model/series.ts'
import { formatSubject } from '../../model/subject.ts'
import { countOf } from '../measured-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { tableMarkup } from './table.ts'

const mostRows = 200
const longestReason = 400

/** What could not be measured, or must not be trusted, and why. */
export function gapTable(gaps: readonly Gap[]): Markup {
  const cut = gaps.length > mostRows ? `, ${mostRows} shown; all in report.json` : ''
  return tableMarkup({
    caption: `${countOf(gaps.length, 'gap')}${cut}. None of them counts as a good sample.`,
    columns: [{ title: 'subject' }, { title: 'what' }, { title: 'why' }],
    rows: gaps
      .slice(0, mostRows)
      .map((gap) => [
        nameMarkup(formatSubject(gap.subject)),
        markup`${gap.kind === 'unsupported' ? `${gap.metric} unsupported` : gap.kind.replace('-', ' ')}`,
        markup`${cutMiddle(sanitizeFlat(gap.reason), longestReason)}`,
      ]),
  })
}

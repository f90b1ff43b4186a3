import { formatSubject } from '../../model/subject.ts'
import type { Gap } from '../../model/series.ts'
import type { Section } from '../document.ts'
import { sanitizeFlat } from '../text/sanitize.ts'

const columns = [
  { key: 'subject', title: 'what' },
  { key: 'metric', title: 'metric' },
  { key: 'status', title: 'kind' },
  { key: 'reason', title: 'why' },
] as const

/** What has no figure, or none that can be trusted, and why. */
export function gapSection(gaps: readonly Gap[], title = 'What could not be measured'): Section {
  const rows = gaps.map((gap) => ({
    subject: formatSubject(gap.subject),
    metric: gap.kind === 'unsupported' ? gap.metric : undefined,
    status: gap.kind.replace('-', ' '),
    reason: sanitizeFlat(gap.reason),
  }))
  return { id: 'gaps', title, columns, rows, most: 30 }
}

import { describeLimit } from '../../model/limit-hit.ts'
import type { LimitNote } from '../../model/limit-hit.ts'
import { unitOfLimit } from '../../model/limit.ts'
import { formatSubject } from '../../model/subject.ts'
import type { Row, Section } from '../document.ts'
import { limitWord } from '../limit-label.ts'
import { sanitizeFlat } from '../text/sanitize.ts'

const columns = [
  { key: 'name', title: 'limit' },
  { key: 'status', title: 'outcome' },
  { key: 'bound', title: 'bound' },
  { key: 'subject', title: 'of', for: 'machines' },
  { key: 'measured', title: 'measured', for: 'machines' },
  { key: 'unit', title: 'unit', for: 'machines' },
  { key: 'reason', title: 'what happened' },
] as const

/** What became of the limits that were enforced while the run went on. */
export function limitSection(limits: readonly LimitNote[]): Section {
  return { id: 'limits', title: 'Limits', columns, rows: limits.map(rowOf), most: 100 }
}

function rowOf(note: LimitNote): Row {
  const { limit, written, kind } = note
  const unit = unitOfLimit(limit)
  return {
    name: limit,
    status: limitWord(note),
    bound: written,
    subject: kind === 'held' ? undefined : formatSubject(note.subject),
    measured: kind === 'exceeded' ? { value: note.measured, unit } : undefined,
    unit,
    reason: kind === 'held' ? undefined : sanitizeFlat(describeLimit(note)),
  }
}

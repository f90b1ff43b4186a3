import { formatApart } from '../../model/format-quantity.ts'
import { failsRun } from '../../model/limit-hit.ts'
import type { LimitNote } from '../../model/limit-hit.ts'
import { unitOfLimit } from '../../model/limit.ts'
import { formatSubject } from '../../model/subject.ts'
import { limitWord } from '../limit-label.ts'
import { sanitizeFlat } from '../text/sanitize.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { tableMarkup } from './table.ts'

/** What became of each limit: held, crossed by whom and by how much, or not enforced and why. */
export function limitTable(notes: readonly LimitNote[]): Markup {
  const titles = ['limit', 'bound', 'result', 'on', 'measured', 'by', 'while this ran']
  return tableMarkup({
    caption: 'Limits that were enforced while the run went on',
    columns: titles.map((title) => ({ title })),
    rows: notes.map((note) => [
      markup`${note.limit}`,
      markup`${sanitizeFlat(note.written)}`,
      resultMarkup(note),
      ...detailCells(note),
    ]),
  })
}

function resultMarkup(note: LimitNote): Markup {
  const status = note.kind === 'held' ? 'met' : failsRun(note) ? 'violated' : 'warning'
  return markup`<span class="chip ${status}">${limitWord(note)}</span>`
}

function detailCells(note: LimitNote): Markup[] {
  const none = markup`–`
  if (note.kind === 'held') return [none, none, none, none]
  const on = nameMarkup(formatSubject(note.subject))
  if (note.kind === 'not-enforced') return [on, none, markup`${sanitizeFlat(note.reason)}`, none]
  const [measured] = formatApart(note.measured, note.max, unitOfLimit(note.limit))
  const by = [note.culprit, note.done].filter((part) => part !== undefined).join(', ')
  const running = note.running.map((name) => markup`${nameMarkup(name)} `)
  return [on, markup`${measured}`, by === '' ? none : markup`${sanitizeFlat(by)}`, markup`${running}`]
}

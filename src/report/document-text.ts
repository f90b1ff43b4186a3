import { cellText, columnsFor, rowsForPeople } from './cell.ts'
import type { Document, Section } from './document.ts'
import { cutMiddle } from './text/cut-middle.ts'
import { displayWidth, padTo } from './text/display-width.ts'
import { sanitize } from './text/sanitize.ts'
import { wrap } from './text/wrap.ts'

const widestCell = 60

/** A report for a terminal: its tables, and always the line that tells what all came to. Ends with a newline. */
export function renderDocumentText(document: Document): string {
  const { title, state, notes, sections } = document
  const tables = sections.filter(({ rows }) => rows.length > 0).map(sectionText)
  const told = notes.flatMap((note) => wrap(sanitize(note), 90).map((line, index) => ` ${index === 0 ? 'note  ' : '      '}${line}\n`)) // prettier-ignore
  const line = ` ${document.kind}  ${sanitize(state)}\n`
  return `\n ${cutMiddle(sanitize(title), 100)}\n${tables.join('')}\n${told.join('')}${line}`
}

function sectionText(section: Section): string {
  const columns = columnsFor(section, 'people')
  const { shown, more } = rowsForPeople(section)
  const cells = [
    columns.map(({ title }) => cutMiddle(sanitize(title), widestCell)),
    ...shown.map((row) => columns.map(({ key }) => cutMiddle(cellText(row[key]), widestCell))),
  ]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => displayWidth(line[index] as string))))
  const lines = cells.map((line) => line.map((cell, index) => placed(cell, widths[index] as number, columns[index]?.align)))
  const note = section.note === undefined ? '' : wrap(section.note, 96).map((text) => ` ${text}\n`).join('') // prettier-ignore
  const rest = more === undefined ? '' : ` ${more}\n`
  return `\n ${section.title}\n${note}${lines.map((line) => `   ${line.join('  ')}`.trimEnd()).join('\n')}\n${rest}`
}

function placed(cell: string, width: number, align: 'right' | undefined): string {
  return align === 'right' ? `${' '.repeat(Math.max(0, width - displayWidth(cell)))}${cell}` : padTo(cell, width)
}

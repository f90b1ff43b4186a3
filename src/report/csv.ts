import { cellValue, columnsFor } from './cell.ts'
import type { Document } from './document.ts'
import { sanitize } from './text/sanitize.ts'

/**
 * The tables of a report as one of comma-separated values (RFC 4180, UTF-8): the first column names the table, the first row tells what
 * all came to. Figures are in canonical units; what is not known is empty.
 */
export function* renderCsv(document: Document): Generator<string, void, undefined> {
  const keys = [...new Set(document.sections.flatMap((section) => columnsFor(section, 'machines').map(({ key }) => key)))]
  const columns = ['table', 'status', 'name', 'reason', ...keys.filter((key) => !['status', 'name', 'reason'].includes(key))]
  yield csvLine(columns)
  const state = new Map([['table', 'report'], ['status', document.outcome], ['name', document.title], ['reason', document.state]]) // prettier-ignore
  yield csvLine(columns.map((column) => guarded(state.get(column) ?? '')))
  for (const section of document.sections) {
    for (const row of section.rows) {
      yield csvLine(columns.map((column) => (column === 'table' ? section.id : fieldOf(cellValue(row[column])))))
    }
  }
}

/** One line of fields, each to be read back as it is. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`
}

function fieldOf(value: string | number | undefined): string {
  return typeof value === 'string' ? guarded(value) : String(value ?? '')
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe, as OWASP advises. Figures are no texts. */
export function guarded(text: string): string {
  const flat = sanitize(text)
  return /^[=+\-@\t\r＝＋－＠]/.test(flat) ? `'${flat}` : flat
}

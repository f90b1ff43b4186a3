import { formatQuantity } from '../model/format-quantity.ts'
import type { Cell, Column, Row, Section } from './document.ts'
import { countOf, grouped } from './measured-text.ts'
import { sanitize } from './text/sanitize.ts'

/** A cell for people, in one harmless line. What is not known is a dash, never 0. */
export function cellText(cell: Cell): string {
  if (cell === undefined || cell === '') return '–'
  if (typeof cell === 'string') return sanitize(cell)
  if (typeof cell === 'number') return Number.isInteger(cell) && cell >= 0 ? grouped(cell) : String(cell)
  return cell.text === undefined ? formatQuantity(cell.value, cell.unit) : sanitize(cell.text)
}

/** A cell for programs: figures in their canonical unit, texts as they are. */
export function cellValue(cell: Cell): string | number | undefined {
  return typeof cell === 'object' ? cell.value : cell
}

/** The columns that people, or programs, get. */
export function columnsFor({ columns }: Section, reader: 'people' | 'machines'): Column[] {
  return columns.filter((column) => column.for === undefined || column.for === reader)
}

/** The rows that people get, and how many more there are in words. */
export function rowsForPeople({ rows, most }: Section): { readonly shown: readonly Row[]; readonly more: string | undefined } {
  if (most === undefined || rows.length <= most) return { shown: rows, more: undefined }
  return { shown: rows.slice(0, most), more: `and ${countOf(rows.length - most, 'more row')}: csv and json hold all` }
}

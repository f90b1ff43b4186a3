import type { PageTable } from '../html/page-data.ts'
import { cellFigure } from './samples.ts'

/** Which rows of a table are shown, and in which order. */
export interface RowOrder {
  /** Words that name or file must hold, in any case; empty for all. */
  readonly filter: string
  /** Place of the column to sort by; -1 for the name. */
  readonly column: number
  readonly descending: boolean
}

/** Texts and figures of a table, made ready to be sorted and searched again and again. */
export interface RowIndex {
  /** Name and file of each row in lower case. */
  readonly texts: readonly string[]
  /** Place of each row by name. */
  readonly byName: Uint32Array
  /** The figures of each column; NaN where nothing is known. */
  readonly figures: readonly Float64Array[]
}

/** Makes a table ready. Takes the most of the time, once. */
export function indexRows(table: PageTable): RowIndex {
  const texts = table.names.map((name, row) => `${name} ${fileOf(table, row)}`.toLowerCase())
  const rows = Uint32Array.from(texts.keys())
  const sorted = rows.toSorted((a, b) => compareTexts(texts[a] as string, texts[b] as string))
  const byName = new Uint32Array(texts.length)
  sorted.forEach((row, place) => (byName[row] = place))
  const figures = table.columns.map(({ values }) => Float64Array.from(values, (value) => cellFigure(value) ?? Number.NaN))
  return { texts, byName, figures }
}

/** The rows in the order wanted; those of which nothing is known come last, whichever way. */
export function orderRows({ texts, byName, figures }: RowIndex, { filter, column, descending }: RowOrder): Uint32Array {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  const rows = Uint32Array.from(texts.keys()).filter((row) => words.every((word) => (texts[row] as string).includes(word)))
  const values = figures[column]
  const sign = descending ? -1 : 1
  if (values === undefined) return rows.toSorted((a, b) => sign * ((byName[a] as number) - (byName[b] as number)))
  return rows.toSorted((a, b) => compareFigures(values[a] as number, values[b] as number, sign) || a - b)
}

/** The file of a row; empty where there is none. */
export function fileOf({ file, files }: PageTable, row: number): string {
  return files[file?.[row] ?? -1] ?? ''
}

/** The project of a row; empty where there is none. */
export function projectOf({ project, projects }: PageTable, row: number): string {
  return projects[project?.[row] ?? -1] ?? ''
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function compareFigures(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return sign * (a - b)
}

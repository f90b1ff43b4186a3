import type { NotFinite } from '../stored-report.ts'
import { cleanName } from './clean-text.ts'
import type { PageCell, PageColumn, PageTable } from './page-data.ts'
import type { SubjectColumn, SubjectTable } from './subject-tables.ts'

/** Rows in one part: enough to press well, few enough to stand in memory as a text. */
const mostRows = 20_000

/** A table in parts of bounded size. */
export function* tableParts(table: SubjectTable): Generator<PageTable, void, undefined> {
  for (let from = 0; from < table.subjects.length; from += mostRows) yield partOf(table, from)
}

function partOf({ subjects, columns }: SubjectTable, from: number): PageTable {
  const rows = subjects.slice(from, from + mostRows)
  const files = dictionary(rows.map(({ file }) => file))
  const projects = dictionary(rows.map(({ project }) => project))
  return {
    from,
    names: rows.map(({ name }) => cleanName(name)),
    file: files.places,
    files: files.words,
    project: projects.places,
    projects: projects.words,
    columns: columns.map((column) => columnOf(column, from, rows.length)).filter(({ values }) => values.length > 0),
  }
}

function dictionary(texts: readonly (string | undefined)[]): { readonly words: string[]; readonly places?: number[] } {
  const places = new Map<string, number>()
  const taken = texts.map((text) => {
    if (text === undefined) return -1
    const place = places.get(text) ?? places.size
    places.set(text, place)
    return place
  })
  return { words: [...places.keys()].map(cleanName), ...(places.size === 0 ? {} : { places: taken }) }
}

/** A column that knows nothing of these rows has no values. */
function columnOf({ metric, unit, source, exact, samples }: SubjectColumn, from: number, rows: number): PageColumn {
  const values = Array.from({ length: rows }, (_, row) => cellOf(samples[from + row] ?? []))
  return { metric, unit, source: cleanName(source), exact, values: values.some((value) => value !== null) ? values : [] }
}

function cellOf(samples: readonly number[]): PageCell {
  const [first] = samples
  if (first === undefined) return null
  return samples.length === 1 ? short(first) : samples.map(short)
}

/** More digits tell nobody anything, and do not press. */
function short(sample: number): number | NotFinite {
  if (!Number.isFinite(sample)) return String(sample) as NotFinite
  return Number.isInteger(sample) ? sample : Number(sample.toPrecision(9))
}

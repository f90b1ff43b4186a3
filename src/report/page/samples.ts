import type { PageCell, PageTable } from '../html/page-data.ts'
import type { NotFinite } from '../stored-report.ts'

/** The numbers among stored samples; the others failed, and no picture has a place for them. */
export function numbersOf(samples: readonly (number | NotFinite)[]): number[] {
  return samples.filter((sample): sample is number => typeof sample === 'number')
}

/** The numbers of a cell of a table. */
export function cellSamples(cell: PageCell | undefined): readonly number[] {
  if (cell === undefined || cell === null) return []
  if (typeof cell === 'number') return [cell]
  return typeof cell === 'string' ? [] : numbersOf(cell)
}

/** The largest of a cell: of several attempts at a test. Undefined where nothing is known. */
export function cellFigure(cell: PageCell | undefined): number | undefined {
  if (typeof cell === 'number') return cell
  const samples = cellSamples(cell)
  return samples.length === 0 ? undefined : samples.reduce((max, sample) => Math.max(max, sample))
}

/** Parts of a table as one. Columns of the same metric from different sources stay apart. */
export function joinTables(parts: readonly PageTable[]): PageTable {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const rows = parts.reduce((sum, { names }) => sum + names.length, 0)
  const files: string[] = []
  const projects: string[] = []
  const columns = new Map<string, PageTable['columns'][number] & { values: PageCell[] }>()
  const file = Array.from({ length: rows }, () => -1)
  const project = Array.from({ length: rows }, () => -1)
  for (const part of parts) {
    part.file?.forEach((place, row) => (file[part.from + row] = place < 0 ? -1 : place + files.length))
    part.project?.forEach((place, row) => (project[part.from + row] = place < 0 ? -1 : place + projects.length))
    files.push(...part.files)
    projects.push(...part.projects)
    for (const { metric, unit, source, exact, values } of part.columns) {
      const key = JSON.stringify([metric, unit, source, exact])
      const column = columns.get(key) ?? {
        metric,
        unit,
        source,
        exact,
        values: Array.from({ length: rows }, (): PageCell => null),
      }
      columns.set(key, column)
      values.forEach((value, row) => (column.values[part.from + row] = value))
    }
  }
  return { from: 0, names: parts.flatMap(({ names }) => names), file, files, project, projects, columns: [...columns.values()] }
}

import type { ComponentChildren, JSX } from 'preact'

/** A column: its heading, and whether it holds numbers. */
export interface Column {
  readonly title: string
  readonly numeric?: boolean
}

interface Table {
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly ComponentChildren[])[]
  readonly hideCaption?: boolean
}

/** A table with a caption; the first cell of each row is its heading. It scrolls by itself where the page is narrow. */
export function DataTable({ caption, columns, rows, hideCaption = false }: Table): JSX.Element {
  return (
    <div class="scroll" role="region" aria-label={`${caption}, table`} tabIndex={0}>
      <table>
        <caption class={hideCaption ? 'hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, numeric }) => (
              <th key={title} scope="col" class={numeric === true ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <Row key={place} cells={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({
  cells,
  columns,
}: {
  readonly cells: readonly ComponentChildren[]
  readonly columns: readonly Column[]
}): JSX.Element {
  return (
    <tr>
      {cells.map((cell, place) => {
        const style = columns[place]?.numeric === true ? 'number' : undefined
        return place === 0 ? (
          <th key={place} scope="row" class={style}>
            {cell}
          </th>
        ) : (
          <td key={place} class={style}>
            {cell}
          </td>
        )
      })}
    </tr>
  )
}

/** The same figures as the picture above, for whoever cannot see it or wants them exact. */
export function TableTwin({ summary = 'As a table', ...table }: Table & { readonly summary?: string }): JSX.Element {
  return (
    <details class="twin">
      <summary>{summary}</summary>
      <DataTable {...table} hideCaption />
    </details>
  )
}

/** What is longer takes a line of its own. */
const longText = 40

/** Terms and what is known of them; a term of which nothing is known is left out. */
export function Definitions({ entries }: { readonly entries: readonly (readonly [string, ComponentChildren])[] }): JSX.Element {
  return (
    <dl>
      {entries
        .filter(([, value]) => value !== undefined)
        .map(([term, value]) => (
          <div key={term} class={typeof value === 'string' && value.length > longText ? 'wide' : undefined}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

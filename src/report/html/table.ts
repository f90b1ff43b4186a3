import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** A column: its heading, and whether it holds numbers. */
export interface Column {
  readonly title: string
  readonly numeric?: boolean
}

/** A table with a caption; the first cell of each row is its heading. It scrolls by itself where the page is narrow. */
export interface Table {
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Markup[])[]
}

/** The table as HTML, readable with a screen reader and reachable with the keyboard when it scrolls. */
export function tableMarkup({ caption, columns, rows }: Table): Markup {
  const head = columns.map(({ title, numeric }) => markup`<th scope="col"${classOf(numeric)}>${title}</th>`)
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map((row) => rowMarkup(row, columns))}</tbody></table></div>
`
}

function rowMarkup([first, ...cells]: readonly Markup[], [, ...columns]: readonly Column[]): Markup {
  const rest = cells.map((cell, index) => markup`<td${classOf(columns[index]?.numeric)}>${cell}</td>`)
  return markup`<tr><th scope="row">${first}</th>${rest}</tr>
`
}

function classOf(numeric: boolean | undefined): Markup | undefined {
  return numeric === true ? markup` class="number"` : undefined
}

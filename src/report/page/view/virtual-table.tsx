import type { JSX, RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { formatQuantity } from '../../../model/format-quantity.ts'
import { metricTitle } from '../metric-title.ts'
import type { PageColumn, PageTable, TableKind } from '../../html/page-data.ts'
import { formatRoute } from '../route.ts'
import { rowSubject } from '../judged-samples.ts'
import { cellFigure } from '../samples.ts'
import { fileOf, projectOf } from '../table-rows.ts'
import type { RowOrder } from '../table-rows.ts'
import { Name } from './names.tsx'

interface Shown {
  readonly kind: TableKind
  readonly table: PageTable
  readonly rows: Uint32Array
  readonly order: RowOrder
  readonly sort: (column: number) => void
}

const rowHeight = 44
/** Rows drawn above and below what is seen. */
const spare = 8

/** A table of any length, of which only the rows in sight are drawn. */
export function VirtualTable({ kind, table, rows, order, sort }: Shown): JSX.Element {
  const [ref, first, count] = useWindow(rows)
  const shown = rows.subarray(first, first + count)
  return (
    <div class="virtual" role="region" aria-label={`${kind}s, scrollable`} tabIndex={0} ref={ref}>
      <div
        role="table"
        aria-label={`${kind}s`}
        aria-rowcount={rows.length + 1}
        class={`grid columns-${Math.min(12, table.columns.length)}`}
      >
        <div role="row" class="grid-head" aria-rowindex={1}>
          <Heading title={kind} column={-1} order={order} sort={sort} />
          {table.columns.map((column, place) => (
            <Heading key={place} title={headingOf(column, table.columns)} column={place} order={order} sort={sort} />
          ))}
        </div>
        <div role="rowgroup" class="grid-body" style={{ height: `${rows.length * rowHeight}px` }}>
          {Array.from(shown, (row, place) => (
            <GridRow key={row} {...{ kind, table, row }} place={first + place} />
          ))}
        </div>
      </div>
    </div>
  )
}

function useWindow(rows: Uint32Array): readonly [RefObject<HTMLDivElement | null>, number, number] {
  const ref = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(700)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const follow = (): void => {
      setTop(element.scrollTop)
      setHeight(element.clientHeight)
    }
    follow()
    element.addEventListener('scroll', follow, { passive: true })
    addEventListener('resize', follow)
    return () => {
      element.removeEventListener('scroll', follow)
      removeEventListener('resize', follow)
    }
  }, [])
  // Other rows begin at their first.
  useLayoutEffect(() => {
    if (ref.current !== null) ref.current.scrollTop = 0
  }, [rows])
  const first = Math.max(0, Math.floor(top / rowHeight) - spare)
  return [ref, Math.min(first, Math.max(0, rows.length - 1)), Math.ceil(height / rowHeight) + 2 * spare]
}

interface HeadingParts extends Pick<Shown, 'order' | 'sort'> {
  readonly title: string
  readonly column: number
}

function Heading({ title, column, order, sort }: HeadingParts): JSX.Element {
  const sorted = order.column === column
  const direction = order.descending ? 'descending' : 'ascending'
  return (
    <div role="columnheader" aria-sort={sorted ? direction : 'none'} class={column < 0 ? undefined : 'number'}>
      <button type="button" onClick={() => sort(column)}>
        {title}
        <span aria-hidden="true">{sorted ? (order.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </div>
  )
}

/** A metric that was measured in several ways has several columns. */
function headingOf({ metric, source, exact }: PageColumn, all: readonly PageColumn[]): string {
  const twins = all.filter((one) => one.metric === metric)
  const way = twins.every((one) => one.source === source) ? (exact ? ' exact' : ' ≈') : ` (${source})`
  return twins.length === 1 ? metricTitle(metric) : `${metricTitle(metric)}${way}`
}

interface RowParts extends Pick<Shown, 'kind' | 'table'> {
  readonly row: number
  readonly place: number
}

function GridRow({ kind, table, row, place }: RowParts): JSX.Element {
  const { key } = rowSubject(table, row, kind)
  const where = [projectOf(table, row), fileOf(table, row)].filter(Boolean).join(' · ')
  return (
    <div role="row" class="grid-row" aria-rowindex={place + 2} style={{ top: `${place * rowHeight}px` }}>
      <div role="rowheader" class="clip">
        <a href={formatRoute({ page: 'subject', key })}>
          <Name>{table.names[row] as string}</Name>
        </a>
        {where === '' ? undefined : (
          <small>
            <Name>{where}</Name>
          </small>
        )}
      </div>
      {table.columns.map((column, index) => (
        <div role="cell" key={index} class="number">
          {figureText(column, row)}
        </div>
      ))}
    </div>
  )
}

function figureText({ values, unit, exact }: PageColumn, row: number): JSX.Element | string {
  const figure = cellFigure(values[row])
  if (figure === undefined) return <span class="soft">–</span>
  return `${exact ? '' : '≈'}${formatQuantity(figure, unit)}`
}

import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { PageTable, TableKind } from '../../html/page-data.ts'
import { countOf } from '../../measured-text.ts'
import { useLoaded } from '../browser/use-loaded.ts'
import { indexRows, orderRows } from '../table-rows.ts'
import type { RowOrder } from '../table-rows.ts'
import { useData } from './data-context.ts'
import { PageTitle } from './page-title.tsx'
import { VirtualTable } from './virtual-table.tsx'

const titles: Readonly<Record<TableKind, string>> = { test: 'Tests', file: 'Test files' }

/** All tests, or all test files, with what was measured of each. */
export function SubjectsPage({ kind }: { readonly kind: TableKind }): JSX.Element {
  const data = useData()
  const loaded = useLoaded(() => data.table(kind), kind)
  return (
    <>
      <PageTitle note="Of several attempts the largest figure; ≈ marks an estimate.">{titles[kind]}</PageTitle>
      {loaded === undefined ? <p role="status">Reading …</p> : <Subjects kind={kind} table={loaded.value} />}
    </>
  )
}

function Subjects({ kind, table }: { readonly kind: TableKind; readonly table: PageTable }): JSX.Element {
  const index = useMemo(() => indexRows(table), [table])
  const duration = table.columns.findIndex(({ metric }) => metric === 'duration')
  const [order, setOrder] = useState<RowOrder>({ filter: '', column: duration, descending: duration >= 0 })
  const rows = useMemo(() => orderRows(index, order), [index, order])
  return (
    <section class="card" aria-label={titles[kind]}>
      <div class="filters">
        <p role="status" class="soft">
          {rows.length === table.names.length
            ? countOf(rows.length, kind)
            : `${countOf(rows.length, kind)} of ${table.names.length}`}
        </p>
        <input
          type="search"
          placeholder="Filter by name and file"
          aria-label={`Filter ${titles[kind].toLowerCase()}`}
          value={order.filter}
          onInput={(event) => setOrder({ ...order, filter: event.currentTarget.value })}
        />
      </div>
      <VirtualTable
        kind={kind}
        table={table}
        rows={rows}
        order={order}
        sort={(column) => setOrder({ ...order, ...turned(order, column) })}
      />
    </section>
  )
}

/** The first press on a figure shows the largest first, on a name A first; the next turns it around. */
function turned(order: RowOrder, column: number): Pick<RowOrder, 'column' | 'descending'> {
  return { column, descending: order.column === column ? !order.descending : column >= 0 }
}

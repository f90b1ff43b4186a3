import type { JSX } from 'preact'
import { unitOfLimit } from '../../../model/limit.ts'
import { formatApart } from '../../../model/format-quantity.ts'
import type { LimitNote } from '../../../model/limit-hit.ts'
import { formatSubject } from '../../../model/subject.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { useData } from './data-context.ts'
import { Name } from './names.tsx'
import { PageTitle } from './page-title.tsx'

/** What became of each limit that was enforced while the run went on. */
export function LimitsPage(): JSX.Element {
  const { head } = useData()
  const limits = head.report.limits ?? []
  return (
    <>
      <PageTitle note="Bounds that were enforced while the run went on.">Limits</PageTitle>
      <Card title="What became of them">
        <DataTable
          caption="Limits"
          hideCaption
          columns={[
            { title: 'limit' },
            { title: 'outcome' },
            { title: 'bound', numeric: true },
            { title: 'measured', numeric: true },
            { title: 'of' },
            { title: 'details' },
          ]}
          rows={limits.map((note, place) => [
            note.limit,
            <span key="word" class={head.limits[place]?.fails === true ? 'bad' : undefined}>
              {head.limits[place]?.word}
            </span>,
            note.written,
            note.kind === 'exceeded' ? formatApart(note.measured, note.max, unitOfLimit(note.limit))[0] : '–',
            note.kind === 'held' ? 'the run' : <Name key="of">{formatSubject(note.subject)}</Name>,
            <Name key="details">{detailsOf(note)}</Name>,
          ])}
        />
      </Card>
    </>
  )
}

function detailsOf(note: LimitNote): string {
  if (note.kind === 'held') return ''
  if (note.kind === 'not-enforced') return note.reason
  const by = note.culprit === undefined ? [] : [`by ${note.culprit}`]
  const done = note.done === undefined ? [] : [note.done]
  const during = note.running.length === 0 ? [] : [`while ${note.running.slice(0, 3).join(', ')} ran`]
  return [...by, ...done, ...during].join('; ')
}

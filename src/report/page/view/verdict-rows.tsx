import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import { Sparkline } from '../charts/sparkline.tsx'
import { sinceOf } from '../since.ts'
import { useData } from './data-context.ts'
import { HeadroomBar } from './headroom-bar.tsx'
import { StatusChip } from './marks.tsx'
import { SloLink } from './names.tsx'
import { useHistory } from './use-history.ts'

/** Verdicts as a table, the limit beside the value. On a narrow screen each row stands as a small card. */
export function VerdictTable({
  verdicts,
  caption,
}: {
  readonly verdicts: readonly PageVerdict[]
  readonly caption: string
}): JSX.Element {
  const hasPast = verdicts.some(({ past }) => past !== undefined)
  // The roles are those the elements have anyway; the narrow layout would take them away.
  return (
    <table class="verdicts" role="table">
      <caption class="hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['verdict', 'SLO', 'measured', 'bound', 'headroom', ...(hasPast ? ['since the last run', 'history'] : [])].map(
            (title) => (
              <th key={title} role="columnheader" scope="col">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {verdicts.map((verdict) => (
          <VerdictRow key={verdict.id} verdict={verdict} hasPast={hasPast} />
        ))}
      </tbody>
    </table>
  )
}

function VerdictRow({ verdict, hasPast }: { readonly verdict: PageVerdict; readonly hasPast: boolean }): JSX.Element {
  const points = useHistory(verdict)
  return (
    <tr role="row" class={verdict.status}>
      <td role="cell">
        <StatusChip verdict={verdict} />
      </td>
      <th role="rowheader" scope="row">
        <SloLink verdict={verdict} />
      </th>
      <td role="cell" data-label="measured">
        {verdict.figure ?? <small>{verdict.reason.split('\n', 1)[0]}</small>}
      </td>
      <td role="cell" data-label="bound" class="bound">
        <Bound verdict={verdict} />
        {verdict.effect === undefined || verdict.effect === 'fails the run' ? undefined : <small>{verdict.effect}</small>}
      </td>
      <td role="cell" class="headroom-cell">
        <HeadroomBar verdict={verdict} />
      </td>
      {hasPast ? (
        <>
          <td role="cell" data-label="since the last run">
            <Change verdict={verdict} />
          </td>
          <td role="cell" class="spark-cell">
            <Sparkline points={points} verdict={verdict} />
          </td>
        </>
      ) : undefined}
    </tr>
  )
}

/** The warning stands below the bound. */
function Bound({ verdict: { bound } }: { readonly verdict: PageVerdict }): JSX.Element {
  const [objective, warning] = bound.split(', ')
  return (
    <>
      {objective}
      {warning === undefined ? undefined : <small>{warning}</small>}
    </>
  )
}

/** What changed of a verdict since the last run, in a few words. */
function Change({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  const { head } = useData()
  const since = sinceOf(verdict, head.past)
  if (since === undefined) return <span class="soft">new</span>
  const [status] = since.before.verdict
  const figure = changeText(since.change)
  return (
    <span>
      {status === verdict.status ? undefined : <span class="turned">was {status.replace('-', ' ')}</span>}
      <span class="soft">{figure}</span>
    </span>
  )
}

/** `+13.7%`, `−2%`, `same`; empty where it is not known. */
export function changeText(change: number | undefined): string {
  if (change === undefined) return ''
  if (Math.abs(change) < 0.0005) return 'same'
  return `${change > 0 ? '+' : '−'}${formatQuantity(Math.abs(change), 'ratio')}`
}

import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Unit } from '../../../model/unit.ts'
import { metricTitle } from '../metric-title.ts'
import type { PageTable } from '../../html/page-data.ts'
import type { NotFinite } from '../../stored-report.ts'
import type { ReportData } from '../browser/read-part.ts'
import { useLoaded } from '../browser/use-loaded.ts'
import { rowSubject } from '../judged-samples.ts'
import { formatRoute, subjectRouteKey } from '../route.ts'
import { numbersOf } from '../samples.ts'
import { SeriesChart } from '../charts/series-chart.tsx'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { useData } from './data-context.ts'
import { FailureList } from './failure-list.tsx'
import { Name, SloLink } from './names.tsx'
import { PageTitle } from './page-title.tsx'
import { SubjectHistory } from './subject-history.tsx'
import { SubjectOverTime } from './timeline-page.tsx'

/** One metric of the subject, wherever it was found. */
interface Measured {
  readonly metric: string
  readonly unit: Unit
  readonly source: string
  readonly exact: boolean
  readonly samples: readonly (number | NotFinite)[]
}

/** All that is known of one test, file, command, container, ... */
export function SubjectPage({ path }: { readonly path: string }): JSX.Element {
  const data = useData()
  const loaded = useLoaded(() => measuredOf(data, path), path)
  const [kind = '', project = '', file = '', ...name] = path.split('|')
  const { gaps, profiles } = data.head.report
  const failures = gaps.filter(({ subject }) => subjectRouteKey(subject) === path)
  return (
    <>
      <PageTitle note={[kind, project, file].filter(Boolean).join(' · ')}>
        <Name>{name.join('|')}</Name>
      </PageTitle>
      {loaded === undefined ? <p role="status">Reading …</p> : <MeasuredCards all={loaded.value} />}
      <SubjectOverTime path={path} />
      <SubjectHistory path={path} />
      <Judging path={path} />
      {failures.length === 0 ? undefined : (
        <Card title="Failures and gaps">
          <FailureList gaps={failures} />
        </Card>
      )}
      {profiles.map((profile, place) =>
        subjectRouteKey(profile.subject) === path ? (
          <p key={place}>
            <a href={formatRoute({ page: 'profile', place })}>{`${profile.kind} profile`}</a>
          </p>
        ) : undefined,
      )}
    </>
  )
}

async function measuredOf(data: ReportData, path: string): Promise<Measured[]> {
  const own = data.head.report.series.filter(({ subject }) => subjectRouteKey(subject) === path)
  const [kind] = path.split('|')
  if (kind !== 'test' && kind !== 'file') return own
  return [...own, ...fromTable(await data.table(kind), kind, path)]
}

function fromTable(table: PageTable, kind: string, path: string): Measured[] {
  const row = table.names.findIndex((_, place) => rowSubject(table, place, kind).key === path)
  return table.columns.flatMap(({ values, ...column }) => {
    const value = values[row] ?? null
    if (value === null) return []
    return [{ ...column, samples: Array.isArray(value) ? value : [value as number | NotFinite] }]
  })
}

function MeasuredCards({ all }: { readonly all: readonly Measured[] }): JSX.Element {
  const many = all.filter(({ samples }) => samples.length > 2)
  return (
    <>
      <Card title="Measured">{all.length === 0 ? <p class="soft">Nothing was measured.</p> : <MeasuredTable all={all} />}</Card>
      {many.map(({ metric, unit, samples }) => (
        <Card key={metric} title={metricTitle(metric as never)}>
          <SeriesChart name={metric} unit={unit} samples={numbersOf(samples)} />
        </Card>
      ))}
    </>
  )
}

function MeasuredTable({ all }: { readonly all: readonly Measured[] }): JSX.Element {
  return (
    <DataTable
      caption="What was measured"
      hideCaption
      columns={[
        { title: 'metric' },
        { title: 'samples', numeric: true },
        { title: 'median', numeric: true },
        { title: 'largest', numeric: true },
        { title: 'source' },
      ]}
      rows={all.map(({ metric, unit, samples, exact, source }) => {
        const known = numbersOf(samples).toSorted((a, b) => a - b)
        const text = (value: number | undefined): string =>
          value === undefined ? 'unknown' : `${exact ? '' : '≈'}${formatQuantity(value, unit)}`
        return [metricTitle(metric as never), samples.length, text(medianOf(known)), text(known.at(-1)), source]
      })}
    />
  )
}

function medianOf(sorted: readonly number[]): number | undefined {
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

/** The SLOs that look at this subject. */
function Judging({ path }: { readonly path: string }): JSX.Element | undefined {
  const { head } = useData()
  const judging = head.verdicts.filter(({ judged }) =>
    judged.some((place) => subjectRouteKey(head.report.series[place]!.subject) === path),
  )
  if (judging.length === 0) return undefined
  return (
    <Card title="Judged by">
      <ul class="plain">
        {judging.map((verdict) => (
          <li key={verdict.id}>
            <SloLink verdict={verdict} /> <span class="soft">{verdict.word}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

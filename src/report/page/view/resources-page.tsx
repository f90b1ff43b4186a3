import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { SubjectKind } from '../../../model/metric.ts'
import { metricTitle } from '../metric-title.ts'
import type { StoredSeries } from '../../stored-report.ts'
import { numbersOf } from '../samples.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { useData } from './data-context.ts'
import { SubjectLink } from './names.tsx'
import { PageTitle } from './page-title.tsx'
import { resourceSeries } from './resource-series.ts'

const titles: readonly (readonly [SubjectKind, string])[] = [
  ['run', 'The run'],
  ['command', 'Commands'],
  ['container', 'Containers'],
  ['measure', 'Measures'],
  ['bench', 'Benchmarks'],
  ['leak', 'Leaks'],
  ['metric', 'Metrics'],
  ['artifact', 'Artifacts'],
]

/** What was measured of everything but tests and files. */
export function ResourcesPage(): JSX.Element {
  const { head } = useData()
  const series = resourceSeries(head.report.series)
  return (
    <>
      <PageTitle note="Commands, containers, measures and the run as a whole. Figures are medians of the samples; ≈ marks an estimate.">
        Measured
      </PageTitle>
      {titles.map(([kind, title]) => {
        const own = series.filter(({ subject }) => subject.kind === kind)
        return own.length === 0 ? undefined : (
          <Card key={kind} title={title}>
            <KindTable title={title} series={own} />
          </Card>
        )
      })}
    </>
  )
}

/** One row per subject, with a column for each metric that was measured. */
function KindTable({ title, series }: { readonly title: string; readonly series: readonly StoredSeries[] }): JSX.Element {
  const metrics = [...new Set(series.map(({ metric }) => metric))]
  const subjects = new Map<string, StoredSeries[]>()
  for (const one of series) subjects.set(one.subject.name, [...(subjects.get(one.subject.name) ?? []), one])
  if (subjects.size === 1) return <OneSubject title={title} series={series} />
  return (
    <DataTable
      caption={title}
      hideCaption
      columns={[{ title: 'name' }, ...metrics.map((metric) => ({ title: metricTitle(metric), numeric: true }))]}
      rows={[...subjects.values()].map((own) => [
        <SubjectLink key="name" subject={own[0]!.subject} />,
        ...metrics.map((metric) => figureOf(own.find((one) => one.metric === metric))),
      ])}
    />
  )
}

/** Of a single subject the metrics stand below one another. */
function OneSubject({ title, series }: { readonly title: string; readonly series: readonly StoredSeries[] }): JSX.Element {
  return (
    <>
      <p>
        <SubjectLink subject={series[0]!.subject} />
      </p>
      <DataTable
        caption={title}
        hideCaption
        columns={[
          { title: 'metric' },
          { title: 'figure', numeric: true },
          { title: 'samples', numeric: true },
          { title: 'source' },
        ]}
        rows={series.map((one) => [metricTitle(one.metric), figureOf(one), one.samples.length, one.source])}
      />
    </>
  )
}

function figureOf(series: StoredSeries | undefined): string {
  if (series === undefined) return '–'
  const { unit, exact, summary } = series
  const [only] = numbersOf(series.samples)
  const figure = summary?.median ?? only
  return figure === undefined ? 'unknown' : `${exact ? '' : '≈'}${formatQuantity(figure, unit)}`
}

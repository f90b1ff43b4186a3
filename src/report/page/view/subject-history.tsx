import type { JSX } from 'preact'
import { useLoaded } from '../browser/use-loaded.ts'
import { SeriesChart } from '../charts/series-chart.tsx'
import { metricTitle } from '../metric-title.ts'
import { subjectRouteKey } from '../route.ts'
import { Card } from './card.tsx'
import { useData } from './data-context.ts'

/** The medians of a subject over the runs that are remembered: of the metrics that an SLO looks at. */
export function SubjectHistory({ path }: { readonly path: string }): JSX.Element | undefined {
  const data = useData()
  const loaded = useLoaded(() => data.history(), 'history')
  const own = (loaded?.value?.series ?? []).filter((one) => subjectRouteKey(one) === path)
  const known = own.map((one) => ({ ...one, values: one.values.filter((value) => value !== null) }))
  return (
    <>
      {known
        .filter(({ values }) => values.length > 1)
        .map(({ metric, unit, values }) => (
          <Card
            key={metric}
            title={`History of ${metricTitle(metric)}`}
            note="The median of every run that measured it, the oldest first"
          >
            <SeriesChart name={metricTitle(metric)} unit={unit} samples={values} />
          </Card>
        ))}
    </>
  )
}

import type { JSX } from 'preact'
import type { PageBand, PagePast, PageVerdict } from '../../html/page-data.ts'
import { countOf } from '../../measured-text.ts'
import { hasOwnFigure, historyColumns, historyFacts, historyRows } from '../history-facts.ts'
import { historyPicture } from '../history-picture.ts'
import type { HistoryPicture } from '../history-picture.ts'
import type { HistoryPoint } from '../history-points.ts'
import { scaleOf } from '../scale.ts'
import { Definitions, TableTwin } from '../view/data-table.tsx'
import { BoundLevels } from './bounds.tsx'
import { ChartFrame } from './frame.tsx'
import { BandLayer, BandRuns } from './band-layers.tsx'
import { Ahead, Machines, RunAxis, Runs, Steps } from './history-layers.tsx'
import type { Layer } from './history-layers.tsx'

interface History {
  readonly verdict: PageVerdict
  readonly points: readonly HistoryPoint[]
  readonly past: PagePast | undefined
}

/**
 * The judged figure over the runs with all that was said of it: bound and warning, levels and where they change, where it is going, what
 * the baseline allows, and where the machine changed. What is compared by another statistic than is bound has a picture of its own.
 */
export function HistoryChart({ verdict, points, past }: History): JSX.Element {
  const { slo, objective, standing } = verdict
  const picture = historyPicture(standing?.trend, points)
  const own = hasOwnFigure(verdict) ? standing?.band : undefined
  return (
    <figure>
      <JudgedRuns {...{ verdict, points, picture }} band={own === undefined ? standing?.band : undefined} />
      {own === undefined ? undefined : (
        <>
          <p class="soft">{`${own.statistic} of every run, which the baseline compares, against ${own.against}`}</p>
          <ComparedRuns {...{ verdict, points, picture }} band={own} />
        </>
      )}
      <figcaption class="history-facts">
        <Definitions entries={historyFacts({ verdict, points, past })} />
      </figcaption>
      <TableTwin
        caption={`${slo} over the runs, ${objective.statistic} against ${verdict.bound}`}
        columns={historyColumns(verdict)}
        rows={historyRows({ verdict, points, past })}
      />
    </figure>
  )
}

interface Drawn {
  readonly verdict: PageVerdict
  readonly points: readonly HistoryPoint[]
  readonly picture: HistoryPicture
}

function JudgedRuns({ verdict, points, picture, band }: Drawn & { readonly band: PageBand | undefined }): JSX.Element {
  const { objective, warning, slo, bound } = verdict
  const known = points.flatMap(({ measured }) => measured ?? [])
  const bounds = [objective.threshold, ...(warning === undefined ? [] : [warning.threshold])]
  const others = [...picture.drift, ...(picture.fan?.typical ?? [])].map(({ value }) => value)
  const allowed = band === undefined ? [] : [band.typical, band.allowed]
  const scale = scaleOf([...known, ...bounds, ...others, ...allowed], objective.unit)
  const label = `${objective.statistic} of ${slo} over ${countOf(points.length, 'run')} against ${bound}. The list and the table below say what is drawn.`
  return (
    <ChartFrame label={label} height={260} unit={objective.unit} scale={scale}>
      {(area) => {
        const layer: Layer = { points, picture, area, unit: objective.unit }
        return (
          <>
            <BandLayer {...layer} band={band} />
            <BoundLevels {...{ verdict, area, scale }} at="start" />
            <Machines {...layer} />
            <Ahead {...layer} threshold={objective.threshold} />
            <Steps {...layer} />
            <Runs {...layer} />
            <RunAxis {...layer} />
          </>
        )
      }}
    </ChartFrame>
  )
}

function ComparedRuns({ verdict, points, picture, band }: Drawn & { readonly band: PageBand }): JSX.Element {
  const { unit } = verdict.objective
  const values = [...band.before, ...band.now].map(([, value]) => value)
  const outside = band.outside === undefined ? [] : [band.outside]
  const scale = scaleOf([...values, band.typical, band.allowed, ...outside], unit)
  const label = `${band.statistic} of ${verdict.slo} over ${countOf(values.length, 'run')}, with what is allowed against ${band.against}. The table below has the figures.`
  // Nothing of the trend is in this picture, but its runs stand under those of the picture above.
  return (
    <ChartFrame label={label} height={170} unit={unit} scale={scale}>
      {(area) => {
        const layer: Layer = { points, picture, area, unit }
        return (
          <>
            <BandLayer {...layer} band={band} />
            <Machines {...layer} />
            <BandRuns {...layer} band={band} />
            <RunAxis {...layer} />
          </>
        )
      }}
    </ChartFrame>
  )
}

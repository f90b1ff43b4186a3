import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import { countOf } from '../../measured-text.ts'
import type { HistoryPoint } from '../history-points.ts'
import { scaleOf } from '../scale.ts'
import { TableTwin } from '../view/data-table.tsx'
import { readableTime } from '../view/top-bar.tsx'
import { BoundLevels } from './bounds.tsx'
import { ChartFrame } from './frame.tsx'
import type { Area } from './frame.tsx'

interface History {
  readonly verdict: PageVerdict
  readonly points: readonly HistoryPoint[]
}

/** The judged figure over the runs, against the bound of today; where the machine changed is marked. */
export function HistoryChart({ verdict, points }: History): JSX.Element {
  const { objective, slo, bound } = verdict
  const known = points.flatMap(({ measured }) => measured ?? [])
  const scale = scaleOf([...known, objective.threshold], objective.unit)
  const label = `${objective.statistic} of ${slo} over ${countOf(points.length, 'run')} against ${bound}`
  return (
    <figure>
      <ChartFrame label={label} height={220} unit={objective.unit} scale={scale}>
        {(area) => (
          <>
            <BoundLevels {...{ verdict, area, scale }} />
            <Points points={points} area={area} unit={objective.unit} />
          </>
        )}
      </ChartFrame>
      <HistoryTwin verdict={verdict} points={points} />
    </figure>
  )
}

function HistoryTwin({ verdict: { objective, slo }, points }: History): JSX.Element {
  const titles = ['run', 'commit', 'verdict', objective.statistic, 'machine']
  return (
    <TableTwin
      caption={`${slo} over the runs`}
      columns={titles.map((title, place) => ({ title, numeric: place === 3 }))}
      rows={points
        .toReversed()
        .map(({ run, status, measured }) => [
          readableTime(run.startedAt),
          commitText(run),
          status.replace('-', ' '),
          measured === undefined ? 'unknown' : formatQuantity(measured, objective.unit, 4),
          run.fingerprint,
        ])}
    />
  )
}

/** `main @ 4f1c2ab`. */
export function commitText({ branch, commit }: { readonly branch?: string; readonly commit?: string }): string {
  return [branch, commit?.slice(0, 9)].filter(Boolean).join(' @ ')
}

interface PointsParts extends Pick<History, 'points'> {
  readonly area: Area
  readonly unit: PageVerdict['objective']['unit']
}

function Points({ points, area, unit }: PointsParts): JSX.Element {
  const x = (place: number): number => ((place + 0.5) / points.length) * area.width
  return (
    <g>
      {points.map(({ newMachine, run }, place) =>
        newMachine ? (
          <g key={run.id} class="level machine">
            <line x1={x(place - 0.5)} x2={x(place - 0.5)} y1="0" y2={area.height} />
            <text x={x(place - 0.5) + 4} y={area.height - 6}>
              other machine
            </text>
          </g>
        ) : undefined,
      )}
      <path class="line" d={pathOf(points, x, area)} />
      {points.map(({ measured, status, run }, place) =>
        measured === undefined ? undefined : (
          <circle
            key={run.id}
            class={`dot ${status}`}
            cx={x(place).toFixed(1)}
            cy={area.y(measured)}
            r={place === points.length - 1 ? 5 : 3}
          >
            <title>{`${formatQuantity(measured, unit)} ${status}, ${readableTime(run.startedAt)} ${commitText(run)}`}</title>
          </circle>
        ),
      )}
      <text class="axis" x="0" y={area.height + 18}>
        {(points[0]?.run.startedAt ?? '').slice(0, 10)}
      </text>
      <text class="axis" x={area.width} y={area.height + 18} text-anchor="end">
        this run
      </text>
    </g>
  )
}

/** The line breaks where a figure is unknown, and where the machine is another. */
function pathOf(points: readonly HistoryPoint[], x: (place: number) => number, area: Area): string {
  let pen = 'M'
  return points
    .map(({ measured, newMachine }, place) => {
      if (newMachine) pen = 'M'
      const step = measured === undefined ? '' : `${pen}${x(place).toFixed(1)} ${area.y(measured)}`
      pen = measured === undefined ? 'M' : 'L'
      return step
    })
    .join('')
}

/** The same in the height of a line of text, for tables. */
export function Sparkline({ points, verdict }: History): JSX.Element | undefined {
  const known = points.filter((point): point is HistoryPoint & { measured: number } => point.measured !== undefined)
  if (known.length < 2) return undefined
  const [width, height] = [96, 22]
  const scale = scaleOf([...known.map(({ measured }) => measured), verdict.objective.threshold], verdict.objective.unit)
  const area: Area = {
    width: width - 6,
    height: height - 4,
    y: (value) => Number(((1 - scale.at(value)) * (height - 4)).toFixed(1)),
  }
  const x = (place: number): number => (place / (known.length - 1)) * (width - 6)
  const last = known.at(-1) as (typeof known)[number]
  return (
    <svg class="spark" width={width} height={height} aria-hidden="true">
      <g transform="translate(2 2)">
        <line class="limit" x1="0" x2={width} y1={area.y(verdict.objective.threshold)} y2={area.y(verdict.objective.threshold)} />
        <path class="line" d={pathOf(known, x, area)} />
        <circle class={`dot ${last.status}`} cx={width - 6} cy={area.y(last.measured)} r="2.5" />
      </g>
    </svg>
  )
}

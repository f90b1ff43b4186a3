import type { JSX } from 'preact'
import type { PageVerdict } from '../../html/page-data.ts'
import type { HistoryPoint } from '../history-points.ts'
import { scaleOf } from '../scale.ts'
import type { Area } from './frame.tsx'
import { pathOf } from './history-layers.tsx'

interface Parts {
  readonly verdict: PageVerdict
  readonly points: readonly HistoryPoint[]
}

/** The history of an SLO in the height of a line of text, for tables. */
export function Sparkline({ points, verdict }: Parts): JSX.Element | undefined {
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

import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { PageBand } from '../../html/page-data.ts'
import type { Area } from './frame.tsx'
import { across, lineThrough } from './history-layers.tsx'
import type { Layer } from './history-layers.tsx'

/** What the baseline allows: from the typical value of the runs before to where a change counts. */
export function BandLayer({ band, ...layer }: Layer & { readonly band: PageBand | undefined }): JSX.Element | undefined {
  if (band === undefined) return undefined
  const { points, area, unit } = layer
  const x = across(layer)
  const first = Math.max(
    0,
    points.findIndex(({ place }) => band.before.some(([of]) => of === place)),
  )
  const [from, to] = [x(first - 0.5), x(points.length - 0.5)]
  const clamp = (value: number): number => Math.min(area.height, Math.max(0, area.y(value)))
  const [typical, allowed] = [clamp(band.typical), clamp(band.allowed)]
  return (
    <g class="band">
      <rect x={from} width={to - from} y={Math.min(typical, allowed)} height={Math.abs(allowed - typical)} />
      <line x1={from} x2={to} y1={typical} y2={typical} />
      <text x={from + 4} y={band.worse === 'higher' ? allowed - 4 : allowed + 12}>
        {`baseline ${formatQuantity(band.typical, unit)}, allowed to ${formatQuantity(band.allowed, unit)}`}
      </text>
      {band.outside === undefined ? undefined : <Outside value={band.outside} {...{ from, to, area }} />}
    </g>
  )
}

interface OutsideParts {
  readonly value: number
  readonly from: number
  readonly to: number
  readonly area: Area
}

function Outside({ value, from, to, area }: OutsideParts): JSX.Element | undefined {
  const y = area.y(value)
  if (y < 0 || y > area.height) return undefined
  return (
    <>
      <line class="outside" x1={from} x2={to} y1={y} y2={y} />
      <text x={to - 4} y={y - 4} text-anchor="end">
        far outside
      </text>
    </>
  )
}

/** What of every run is compared: those of the baseline, and those that are held against them. */
export function BandRuns({ band, ...layer }: Layer & { readonly band: PageBand }): JSX.Element {
  const { points, area, unit } = layer
  const x = across(layer)
  const columnOf = new Map(points.map(({ place }, column) => [place, column]))
  const dots = (['before', 'now'] as const).flatMap((role) =>
    band[role].flatMap(([place, value]) => {
      const column = columnOf.get(place)
      return column === undefined ? [] : [{ column, value, role }]
    }),
  )
  return (
    <g>
      {dots.length === 0 ? undefined : <path class="line" d={lineThrough(dots, layer)} />}
      {dots.map(({ column, value, role }) => (
        <circle
          key={column}
          class={`dot ${role === 'now' ? 'again' : ''}`}
          cx={x(column)}
          cy={area.y(value)}
          r={role === 'now' ? 4 : 3}
        >
          <title>{`${formatQuantity(value, unit)}, ${role === 'now' ? 'held against the baseline' : 'in the baseline'}`}</title>
        </circle>
      ))}
    </g>
  )
}

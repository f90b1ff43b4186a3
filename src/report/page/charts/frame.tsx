import type { ComponentChildren, JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Unit } from '../../../model/unit.ts'
import { useWidth } from '../browser/use-width.ts'
import type { Scale } from '../scale.ts'

/** Room around the picture, in pixels. */
const margin = { left: 62, right: 16, top: 14, bottom: 24 } as const

/** The picture inside of its axes. */
export interface Area {
  readonly width: number
  readonly height: number
  /** Pixels from the top of a value. */
  readonly y: (value: number) => number
}

interface Frame {
  /** What the picture shows, in a sentence: for whoever cannot see it. */
  readonly label: string
  readonly height: number
  readonly unit: Unit
  readonly scale: Scale
  readonly children: (area: Area) => ComponentChildren
}

/** A chart with the axis of its values at the left. It fills the width it is given. */
export function ChartFrame({ label, height, unit, scale, children }: Frame): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>()
  const inner = { width: Math.max(0, width - margin.left - margin.right), height: height - margin.top - margin.bottom }
  const area: Area = { ...inner, y: (value) => Math.round((1 - scale.at(value)) * inner.height * 10) / 10 }
  return (
    <div class="chart" ref={ref}>
      {width === 0 ? undefined : (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
          <g transform={`translate(${margin.left} ${margin.top})`}>
            {scale.ticks.map((tick) => (
              <g key={tick} class="tick">
                <line x1="0" x2={area.width} y1={area.y(tick)} y2={area.y(tick)} />
                <text x="-8" y={area.y(tick)} dy=".32em" text-anchor="end">
                  {formatQuantity(tick, unit)}
                </text>
              </g>
            ))}
            {children(area)}
          </g>
        </svg>
      )}
    </div>
  )
}

interface Bound {
  readonly area: Area
  readonly value: number
  readonly text: string
  readonly kind: 'limit' | 'warn' | 'judged'
  readonly scale: Scale
  readonly at?: 'start' | 'end'
}

/** A level across the picture with its name at the right: the limit, the warning, the judged figure. */
export function Level({
  area,
  value,
  text,
  kind,
  scale,
  at = kind === 'judged' ? 'start' : 'end',
}: Bound): JSX.Element | undefined {
  if (value < scale.low || value > scale.high) return undefined
  const y = area.y(value)
  const above = kind === 'judged' ? y + 13 : y - 5
  return (
    <g class={`level ${kind}`}>
      <line x1="0" x2={area.width} y1={y} y2={y} />
      <text x={at === 'start' ? 4 : area.width - 4} y={Math.max(10, above)} text-anchor={at}>
        {text}
      </text>
    </g>
  )
}

/** The side of a limit on which nothing may lie, shaded. */
export function BeyondZone({
  area,
  value,
  upper,
  scale,
}: Omit<Bound, 'text' | 'kind' | 'at'> & { readonly upper: boolean }): JSX.Element {
  const y = Math.min(area.height, Math.max(0, area.y(Math.min(scale.high, Math.max(scale.low, value)))))
  return <rect class="zone" x="0" width={area.width} y={upper ? 0 : y} height={upper ? y : area.height - y} />
}

import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import { lineUnits } from '../../../model/timeline.ts'
import type { LineMetric, Phase, Track } from '../../../model/timeline.ts'
import { scaleOf } from '../scale.ts'
import { bandPath, stepPath } from '../time-shape.ts'
import type { TimePanel } from '../time-panels.ts'
import { timeTicks } from '../time-window.ts'
import type { TimeWindow } from '../time-window.ts'
import { Level } from './frame.tsx'

/** Room around the charts, in pixels; `axis` is that of the times between charts and lanes. */
export const timeMargin = { left: 66, right: 14, axis: 26 } as const
/** Pixels of one chart with its heading. */
export const panelHeight = 104
const top = 20
const inner = panelHeight - top - 6

interface Drawn {
  /** Pixels of a time. */
  readonly x: (time: number) => number
  readonly area: number
  readonly top: number
}

interface PanelParts extends Drawn {
  readonly panel: TimePanel
  readonly track: Track
  readonly phases: readonly Phase[]
  readonly isFirst: boolean
  readonly clip: string
}

/** One chart: its lines with the room between smallest and largest, its levels, and the phases behind. */
export function Panel({ panel, track, phases, isFirst, clip, ...drawn }: PanelParts): JSX.Element {
  const { title, metrics, levels, most } = panel
  const scale = scaleOf([0, most], lineUnits[metrics[0] as LineMetric], 3)
  const y = (value: number): number => Math.round((1 - scale.at(value)) * inner * 10) / 10
  const area = { width: drawn.area, height: inner, y }
  return (
    <g transform={`translate(0 ${drawn.top})`}>
      <text class="time-title" x="0" y="13">
        {title}
      </text>
      {metrics.length < 2 ? undefined : <Legend metrics={metrics} area={drawn.area} />}
      <g transform={`translate(0 ${top})`}>
        <PhaseBands phases={phases} x={drawn.x} area={drawn.area} named={isFirst} />
        {scale.ticks.map((tick) => (
          <g key={tick} class="tick">
            <line x1="0" x2={drawn.area} y1={y(tick)} y2={y(tick)} />
            <text x="-8" y={y(tick)} dy=".32em" text-anchor="end">
              {formatQuantity(tick, lineUnits[metrics[0] as LineMetric])}
            </text>
          </g>
        ))}
        <g clip-path={`url(#${clip})`}>
          {metrics.map((metric, place) => (
            <g key={metric} class={`time-line ${place === 0 ? 'one' : 'other'}`}>
              <path class="band" d={bandPath(track.edges, track.lines[metric]!, { x: drawn.x, y })} />
              <path class="mean" d={stepPath(track.edges, track.lines[metric]!, { x: drawn.x, y })} />
            </g>
          ))}
        </g>
        {levels.map(({ kind, value, text }) => (
          <Level key={text} area={area} scale={scale} kind={kind} value={value} text={text} />
        ))}
      </g>
    </g>
  )
}

const words: Readonly<Record<LineMetric, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  diskRead: 'read',
  diskWrite: 'written',
  networkSent: 'sent',
  networkReceived: 'received',
}

function Legend({ metrics, area }: { readonly metrics: readonly LineMetric[]; readonly area: number }): JSX.Element {
  return (
    <g class="time-legend">
      {metrics.map((metric, place) => (
        <g
          key={metric}
          class={`time-line ${place === 0 ? 'one' : 'other'}`}
          transform={`translate(${area - 150 + place * 75} 9)`}
        >
          <path class="mean" d="M0 0H16" />
          <text x="20" dy=".32em">
            {words[metric]}
          </text>
        </g>
      ))}
    </g>
  )
}

interface Bands extends Pick<Drawn, 'x' | 'area'> {
  readonly phases: readonly Phase[]
  readonly named: boolean
}

/** Every other phase is shaded; their names stand in the first chart, where they have room. */
function PhaseBands({ phases, x, area, named }: Bands): JSX.Element {
  return (
    <>
      {phases.map(({ name, from, to }, place) => {
        const [left, right] = [Math.max(0, x(from)), Math.min(area, x(to))]
        if (right <= left) return undefined
        return (
          <g key={`${name} ${from}`} class="phase">
            {place % 2 === 0 ? <rect x={left} y="0" width={right - left} height={inner} /> : undefined}
            {named && right - left > name.length * 6.2 + 6 ? (
              <text x={left + 4} y="10">
                {name}
              </text>
            ) : undefined}
          </g>
        )
      })}
    </>
  )
}

/** The times below the charts. */
export function TimeAxis({ window, x, area, top: from }: Drawn & { readonly window: TimeWindow }): JSX.Element {
  return (
    <g transform={`translate(0 ${from})`}>
      {timeTicks(window, Math.max(2, Math.floor(area / 80))).map((time) => (
        <g key={time} class="tick">
          <line x1={x(time)} x2={x(time)} y1={-from + top} y2="4" />
          <text x={x(time)} y="16" text-anchor={x(time) > area - 20 ? 'end' : 'middle'}>
            {formatQuantity(time, 'ms', 6)}
          </text>
        </g>
      ))}
    </g>
  )
}

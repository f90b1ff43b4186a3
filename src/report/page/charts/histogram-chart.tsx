import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Unit } from '../../../model/unit.ts'
import { countOf } from '../../measured-text.ts'
import { histogramOf } from '../histogram.ts'
import type { Histogram } from '../histogram.ts'
import { scaleOf } from '../scale.ts'
import { TableTwin } from '../view/data-table.tsx'
import { ChartFrame } from './frame.tsx'
import type { Area } from './frame.tsx'

interface Distribution {
  readonly name: string
  readonly unit: Unit
  readonly samples: readonly number[]
  /** Values to mark, each with its name. */
  readonly marks: readonly { readonly text: string; readonly value: number; readonly kind: 'limit' | 'warn' | 'judged' }[]
}

/** How often each value occurred, with the bound and the judged figure; nothing of fewer than five samples. */
export function HistogramChart({ name, unit, samples, marks }: Distribution): JSX.Element | undefined {
  const histogram = histogramOf(samples)
  if (histogram === undefined) return undefined
  const scale = scaleOf(histogram.counts, 'count', 4)
  return (
    <figure>
      <ChartFrame
        label={`Distribution of ${countOf(samples.length, 'sample')} of ${name}`}
        height={180}
        unit="count"
        scale={scale}
      >
        {(area) => <Bars {...{ histogram, marks, area, unit }} />}
      </ChartFrame>
      <TableTwin
        caption={`Distribution of ${name}`}
        columns={[
          { title: 'from', numeric: true },
          { title: 'to', numeric: true },
          { title: 'samples', numeric: true },
        ]}
        rows={histogram.counts.map((count, bin) => [
          formatQuantity(histogram.from + bin * histogram.width, unit, 4),
          formatQuantity(histogram.from + (bin + 1) * histogram.width, unit, 4),
          String(count),
        ])}
      />
    </figure>
  )
}

interface BarsParts extends Pick<Distribution, 'marks' | 'unit'> {
  readonly histogram: Histogram
  readonly area: Area
}

function Bars({ histogram: { from, width, counts }, marks, area, unit }: BarsParts): JSX.Element {
  const span = width === 0 ? 1 : width * counts.length
  const near = marks.filter(({ value }) => value >= from - span / 2 && value <= from + span * 1.5)
  const low = Math.min(from, ...near.map(({ value }) => value))
  const high = Math.max(from + span, ...near.map(({ value }) => value))
  const x = (value: number): number => ((value - low) / (high - low)) * area.width * 0.94 + area.width * 0.03
  const thick = Math.max(1, x(from + span / counts.length) - x(from) - 1)
  return (
    <g>
      {counts.map((count, bin) => (
        <rect
          key={bin}
          class="column"
          x={x(from + (bin * span) / counts.length)}
          width={thick}
          y={area.y(count)}
          height={area.height - area.y(count)}
        >
          <title>{`${count} from ${formatQuantity(from + bin * width, unit)}`}</title>
        </rect>
      ))}
      {near.map(({ value, text, kind }, place) => (
        <g key={text} class={`level ${kind}`}>
          <line x1={x(value)} x2={x(value)} y1="0" y2={area.height} />
          <text {...besideLine(x(value), area.width)} y={10 + place * 14}>
            {text}
          </text>
        </g>
      ))}
      {[from, from + span].map((value, place) => (
        <text key={place} class="axis" x={x(value)} y={area.height + 18} text-anchor={place === 0 ? 'start' : 'end'}>
          {formatQuantity(value, unit)}
        </text>
      ))}
    </g>
  )
}

/** A name stands beside its line, on the side where there is room. */
function besideLine(x: number, width: number): { readonly x: number; readonly 'text-anchor': 'start' | 'end' } {
  return x > width * 0.7 ? { x: x - 5, 'text-anchor': 'end' } : { x: x + 5, 'text-anchor': 'start' }
}

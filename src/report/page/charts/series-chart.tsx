import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Unit } from '../../../model/unit.ts'
import { thinOut } from '../thin-out.ts'
import { countOf } from '../../measured-text.ts'
import { scaleOf } from '../scale.ts'
import { TableTwin } from '../view/data-table.tsx'
import { ChartFrame } from './frame.tsx'

interface Series {
  readonly name: string
  readonly unit: Unit
  readonly samples: readonly number[]
}

const mostDots = 1200
const mostRows = 500

/** Samples that no bound is about, in the order they were taken. */
export function SeriesChart({ name, unit, samples }: Series): JSX.Element {
  const scale = scaleOf(samples, unit)
  return (
    <figure>
      <ChartFrame label={`${countOf(samples.length, 'sample')} of ${name}`} height={160} unit={unit} scale={scale}>
        {(area) =>
          thinOut(samples, mostDots).map(({ value, place }) => (
            <circle key={place} class="dot" r="3" cx={((place + 0.5) / samples.length) * area.width} cy={area.y(value)}>
              <title>{formatQuantity(value, unit, 4)}</title>
            </circle>
          ))
        }
      </ChartFrame>
      <TableTwin
        caption={`Samples of ${name}`}
        columns={[
          { title: 'sample', numeric: true },
          { title: 'value', numeric: true },
        ]}
        rows={samples.slice(0, mostRows).map((value, place) => [place + 1, formatQuantity(value, unit, 6)])}
      />
    </figure>
  )
}

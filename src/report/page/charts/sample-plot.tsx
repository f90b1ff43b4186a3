import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import { isUpperBound, meets } from '../../../model/objective.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import { thinOut } from '../thin-out.ts'
import { countOf } from '../../measured-text.ts'
import { scaleOf } from '../scale.ts'
import { TableTwin } from '../view/data-table.tsx'
import { BoundLevels } from './bounds.tsx'
import { ChartFrame, Level } from './frame.tsx'
import type { Area } from './frame.tsx'

interface Samples {
  readonly verdict: PageVerdict
  readonly samples: readonly number[]
  readonly confirmation: readonly number[]
}

const mostDots = 1200
const mostRows = 500

/** Every sample against the bound, in the order they were taken, with the figure that was judged. */
export function SamplePlot({ verdict, samples, confirmation }: Samples): JSX.Element {
  const { objective, warning, measured, figure } = verdict
  const levels = [
    objective.threshold,
    ...(warning === undefined ? [] : [warning.threshold]),
    ...(measured === undefined ? [] : [measured]),
  ]
  const scale = scaleOf([...samples, ...confirmation, ...levels], objective.unit)
  const label = `${countOf(samples.length, 'sample')} of ${verdict.slo} against ${verdict.bound}; judged: ${figure ?? 'nothing'}`
  return (
    <figure>
      <ChartFrame label={label} height={220} unit={objective.unit} scale={scale}>
        {(area) => (
          <>
            <BoundLevels {...{ verdict, area, scale }} />
            {measured === undefined ? undefined : (
              <Level area={area} scale={scale} kind="judged" value={measured} text={figure ?? ''} />
            )}
            <Dots {...{ verdict, samples, confirmation, area }} />
          </>
        )}
      </ChartFrame>
      <TableTwin
        caption={`Samples of ${verdict.slo}`}
        columns={[{ title: 'sample', numeric: true }, { title: 'value', numeric: true }, { title: 'against the bound' }]}
        rows={rowsOf(verdict, samples, confirmation)}
      />
    </figure>
  )
}

function Dots({ verdict: { objective }, samples, confirmation, area }: Samples & { readonly area: Area }): JSX.Element {
  const total = samples.length + confirmation.length
  const radius = total > 200 ? 2 : 4
  const x = (place: number): number => ((place + 0.5) / total) * area.width
  const dot = (value: number, place: number, again: boolean): JSX.Element => (
    <circle
      key={place}
      class={`dot ${meets(objective, value) ? '' : 'beyond'} ${again ? 'again' : ''}`}
      cx={x(place).toFixed(1)}
      cy={area.y(value)}
      r={radius}
    >
      <title>{formatQuantity(value, objective.unit, 4)}</title>
    </circle>
  )
  return (
    <g>
      {thinOut(samples, mostDots).map(({ value, place }) => dot(value, place, false))}
      {thinOut(confirmation, mostDots).map(({ value, place }) => dot(value, place + samples.length, true))}
      <text class="axis" x="0" y={area.height + 18}>
        {confirmation.length === 0 ? 'in the order they were taken' : 'in the order they were taken; hollow: measured again'}
      </text>
    </g>
  )
}

/** Of many, those that stand worst. */
function rowsOf({ objective }: PageVerdict, samples: readonly number[], confirmation: readonly number[]): string[][] {
  const sign = isUpperBound(objective.op) ? -1 : 1
  const all = [
    ...samples.map((value, place) => ({ name: String(place + 1), value })),
    ...confirmation.map((value, place) => ({ name: `again ${place + 1}`, value })),
  ]
  const shown = all.length > mostRows ? all.toSorted((a, b) => sign * (a.value - b.value)).slice(0, mostRows) : all
  return shown.map(({ name, value }) => [
    name,
    formatQuantity(value, objective.unit, 6),
    meets(objective, value) ? 'holds' : 'beyond',
  ])
}

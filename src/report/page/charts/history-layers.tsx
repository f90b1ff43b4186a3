import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Unit } from '../../../model/unit.ts'
import type { HistoryPicture, Spot } from '../history-picture.ts'
import type { HistoryPoint } from '../history-points.ts'
import { readableTime, revisionText } from '../run-text.ts'
import type { Area } from './frame.tsx'

/** What every layer of a history is drawn from. */
export interface Layer {
  readonly points: readonly HistoryPoint[]
  readonly picture: HistoryPicture
  readonly area: Area
  readonly unit: Unit
}

/** Pixels from the left of the middle of a column. */
export function across({ picture, area }: Pick<Layer, 'picture' | 'area'>): (column: number) => number {
  return (column) => Number((((column + 0.5) / picture.columns) * area.width).toFixed(1))
}

/** Where the machine is another one than before. */
export function Machines(layer: Layer): JSX.Element {
  const { points, area } = layer
  const x = across(layer)
  return (
    <>
      {points.map(({ newMachine, run }, column) =>
        newMachine ? (
          <g key={run.id} class="level machine">
            <line x1={x(column - 0.5)} x2={x(column - 0.5)} y1="0" y2={area.height} />
            <text {...beside(x(column - 0.5), area)} y={area.height - 6}>
              other machine
            </text>
          </g>
        ) : undefined,
      )}
    </>
  )
}

/** A name stands beside its line, on the side where there is room. */
function beside(x: number, { width }: Area): { readonly x: number; readonly 'text-anchor': 'start' | 'end' } {
  return x > width * 0.8 ? { x: x - 4, 'text-anchor': 'end' } : { x: x + 4, 'text-anchor': 'start' }
}

/** The typical values between the changes of level, and the changes. */
export function Steps(layer: Layer): JSX.Element {
  const { picture, area } = layer
  const x = across(layer)
  return (
    <>
      {picture.changes.map(({ column, step, text }) => (
        <g key={column} class="level step">
          <line x1={x(column - 0.5)} x2={x(column - 0.5)} y1="0" y2={area.height} />
          <text {...beside(x(column - 0.5), area)} y="9">
            {step}
            <title>{text}</title>
          </text>
        </g>
      ))}
      {picture.levels.map(({ from, to, value }) => (
        <line
          key={`${from} ${value}`}
          class="typical"
          x1={x(from - 0.4)}
          x2={x(to + 0.4)}
          y1={area.y(value)}
          y2={area.y(value)}
        />
      ))}
      {picture.drift.length === 0 ? undefined : <path class="typical" d={lineThrough(picture.drift, layer)} />}
    </>
  )
}

/** Where the line goes, with the fan of its interval, and the run in which it reaches the bound. */
export function Ahead({ threshold, ...layer }: Layer & { readonly threshold: number }): JSX.Element | undefined {
  const { picture, area } = layer
  const { fan, breach } = picture
  if (fan === undefined) return undefined
  const x = across(layer)
  const y = area.y(threshold)
  return (
    <>
      <svg class="inner" width={area.width} height={area.height}>
        <path class="fan" d={`${lineThrough(fan.low, layer)}L${lineThrough(fan.high.toReversed(), layer).slice(1)}Z`} />
        <path class="ahead" d={lineThrough(fan.typical, layer)} />
      </svg>
      {breach === undefined ? undefined : (
        <g class="breach">
          <line x1={x(breach.earliest)} x2={x(breach.latest)} y1={y} y2={y} />
          <line x1={x(breach.earliest)} x2={x(breach.earliest)} y1={y - 5} y2={y + 5} />
          {breach.isCut ? undefined : <line x1={x(breach.latest)} x2={x(breach.latest)} y1={y - 5} y2={y + 5} />}
          <circle cx={x(breach.column)} cy={y} r="4" />
        </g>
      )}
    </>
  )
}

/** A path through figures at runs. */
export function lineThrough(spots: readonly Spot[], layer: Layer): string {
  const x = across(layer)
  return `M${spots.map(({ column, value }) => `${x(column)} ${layer.area.y(value)}`).join('L')}`
}

/** The figure of every run. What the trend leaves out stands back. */
export function Runs(layer: Layer): JSX.Element {
  const { points, picture, area, unit } = layer
  const x = across(layer)
  const isUsed = (column: number): boolean => picture.used.size === 0 || picture.used.has(column)
  const small = area.width / picture.columns < 7 ? 2 : 3
  return (
    <g>
      <path class="line" d={pathOf(points, x, { y: area.y, isUsed: picture.used.size === 0 ? undefined : isUsed })} />
      {points.map(({ measured, status, run }, column) =>
        measured === undefined ? undefined : (
          <circle
            key={run.id}
            class={`dot ${status} ${isUsed(column) ? '' : 'aside'}`}
            cx={x(column)}
            cy={area.y(measured)}
            r={column === points.length - 1 ? 5 : small}
          >
            <title>{`${formatQuantity(measured, unit)} ${status}, ${readableTime(run.startedAt)} ${revisionText(run)}`}</title>
          </circle>
        ),
      )}
    </g>
  )
}

interface PathParts {
  readonly y: (value: number) => number
  /** Whether a run belongs to the line; left out: all do, and it breaks where the machine is another. */
  readonly isUsed?: (column: number) => boolean
}

/** The line breaks where a figure is unknown, and where two must not be compared. */
export function pathOf(points: readonly HistoryPoint[], x: (column: number) => number, { y, isUsed }: PathParts): string {
  let pen = 'M'
  return points
    .map(({ measured, newMachine }, column) => {
      if (isUsed === undefined && newMachine) pen = 'M'
      if (isUsed?.(column) === false) return ''
      const step = measured === undefined ? '' : `${pen}${x(column).toFixed(1)} ${y(measured)}`
      pen = measured === undefined ? 'M' : 'L'
      return step
    })
    .join('')
}

/** When the first run was, which one is this, and how many are ahead. */
export function RunAxis(layer: Layer): JSX.Element {
  const { points, picture, area } = layer
  const x = across(layer)
  const ahead = picture.columns - points.length
  return (
    <g>
      <text class="axis" x="0" y={area.height + 18}>
        {(points[0]?.run.startedAt ?? '').slice(0, 10)}
      </text>
      {ahead === 0 ? undefined : (
        <text class="axis" x={area.width} y={area.height + 18} text-anchor="end">
          {`in ${ahead} runs`}
        </text>
      )}
      <text
        class="axis"
        x={ahead === 0 ? area.width : x(points.length - 1)}
        y={area.height + 18}
        text-anchor={ahead === 0 ? 'end' : 'middle'}
      >
        this run
      </text>
    </g>
  )
}

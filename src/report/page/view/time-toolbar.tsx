import type { JSX } from 'preact'
import { zoomedAt } from '../time-window.ts'
import type { TimeWindow } from '../time-window.ts'

interface Toolbar {
  readonly window: TimeWindow
  readonly whole: TimeWindow
  readonly show: (window: TimeWindow) => void
}

/** Which part of the run is shown, by number and by step. */
export function TimeToolbar({ window, whole, show }: Toolbar): JSX.Element {
  const center = (window.from + window.to) / 2
  const isWhole = window.from <= whole.from && window.to >= whole.to
  return (
    <div class="time-bar">
      <SecondsField label="from" value={window.from} change={(from) => show({ from, to: window.to })} />
      <SecondsField label="to" value={window.to} change={(to) => show({ from: window.from, to })} />
      <button type="button" onClick={() => show(zoomedAt(window, { center, factor: 0.5 }, whole))} aria-label="Zoom in">
        +
      </button>
      <button
        type="button"
        onClick={() => show(zoomedAt(window, { center, factor: 2 }, whole))}
        disabled={isWhole}
        aria-label="Zoom out"
      >
        −
      </button>
      <button type="button" onClick={() => show(whole)} disabled={isWhole}>
        Whole run
      </button>
    </div>
  )
}

interface Field {
  readonly label: string
  readonly value: number
  readonly change: (time: number) => void
}

function SecondsField({ label, value, change }: Field): JSX.Element {
  return (
    <label>
      {label}{' '}
      <input
        type="number"
        min="0"
        step="any"
        value={Number((value / 1000).toFixed(3))}
        onChange={(event) => {
          const seconds = event.currentTarget.valueAsNumber
          if (Number.isFinite(seconds)) change(seconds * 1000)
        }}
      />{' '}
      s
    </label>
  )
}

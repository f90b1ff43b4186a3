import type { JSX } from 'preact'
import { useId, useMemo } from 'preact/hooks'
import type { Phase, Timeline, Track } from '../../../model/timeline.ts'
import { useTimeView } from '../browser/use-time-view.ts'
import type { TimeView } from '../browser/use-time-view.ts'
import { useWidth } from '../browser/use-width.ts'
import type { TimePanel } from '../time-panels.ts'
import type { TimeWindow } from '../time-window.ts'
import { TimeReading } from '../view/time-reading.tsx'
import { TimeToolbar } from '../view/time-toolbar.tsx'
import { timeMargin } from './time-panel.tsx'
import { timePicture } from './time-picture.tsx'
import type { TimePicture } from './time-picture.tsx'

interface Chart {
  readonly timeline: Timeline
  /** What is drawn above; the others are bars below. */
  readonly track: Track
  readonly panels: readonly TimePanel[]
  readonly phases: readonly Phase[]
  /** What is shown at first. */
  readonly first: TimeWindow
}

/** The charts of a track and what ran meanwhile, on one axis of time. Drag to see less, arrow keys to read. */
export function TimeChart({ timeline, track, panels, phases, first }: Chart): JSX.Element {
  const [ref, width] = useWidth<HTMLDivElement>()
  const view = useTimeView({ timeline, track, first })
  const area = Math.max(1, width - timeMargin.left - timeMargin.right)
  const clip = useId()
  const { window } = view
  // All that stands still while the cursor moves.
  const picture = useMemo(() => timePicture({ timeline, track, panels, phases, window, area, clip }), [timeline, track, panels, phases, window, area]) // prettier-ignore
  return (
    <figure class="time">
      <TimeToolbar window={window} whole={view.whole} show={view.show} />
      <div ref={ref}>{width === 0 ? undefined : <Canvas {...{ view, picture, area, width }} label={labelOf(panels)} />}</div>
      <TimeReading time={view.cursor} track={track} panels={panels} phases={phases} spans={timeline.spans} />
    </figure>
  )
}

function labelOf(panels: readonly TimePanel[]): string {
  const shown = panels.map(({ title }) => title).join(', ')
  return `${shown} over time, with the tests that ran. Left and right arrows walk through it and read the figures, plus and minus zoom, Escape shows all, Enter opens the test at the cursor. The tables below have the same figures.` // prettier-ignore
}

interface CanvasParts {
  readonly view: TimeView
  readonly picture: TimePicture
  readonly area: number
  readonly width: number
  readonly label: string
}

// Pixels: less is a press by a hand that shakes.
const leastDrag = 5

function Canvas({ view, picture, area, width, label }: CanvasParts): JSX.Element {
  const { from, to } = view.window
  const perPixel = (to - from) / area
  const timeAt = ({ offsetX }: PointerEvent): number => from + Math.min(Math.max(0, offsetX - timeMargin.left), area) * perPixel
  return (
    <svg
      width={width}
      height={picture.height}
      viewBox={`0 0 ${width} ${picture.height}`}
      role="img"
      tabindex={0}
      aria-label={label}
      onPointerDown={(event) => {
        if (event.button === 0) view.press(timeAt(event))
      }}
      onPointerMove={(event) => view.point(timeAt(event))}
      onPointerUp={(event) => view.release(timeAt(event), leastDrag * perPixel, event.target as Element)}
      onPointerCancel={view.leave}
      onPointerLeave={view.leave}
      onKeyDown={(event) => {
        if (view.key(event.key)) event.preventDefault()
      }}
    >
      <g transform={`translate(${timeMargin.left} 0)`}>
        {picture.drawn}
        <Cursor view={view} x={(time) => (time - from) / perPixel} height={picture.height} />
      </g>
    </svg>
  )
}

interface CursorParts {
  readonly view: TimeView
  readonly x: (time: number) => number
  readonly height: number
}

function Cursor({ view: { cursor, pressed, window }, x, height }: CursorParts): JSX.Element | undefined {
  if (cursor === undefined || cursor < window.from || cursor > window.to) return undefined
  return (
    <>
      {pressed === undefined ? undefined : (
        <rect
          class="time-drag"
          x={Math.min(x(pressed), x(cursor))}
          y="0"
          width={Math.abs(x(cursor) - x(pressed))}
          height={height}
        />
      )}
      <line class="time-cursor" x1={x(cursor)} x2={x(cursor)} y1="0" y2={height} />
    </>
  )
}

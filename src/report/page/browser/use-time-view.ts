import { useState } from 'preact/hooks'
import type { Span, Timeline, Track } from '../../../model/timeline.ts'
import { hashOf, spansAt } from '../time-lanes.ts'
import { stretchAt, windowBetween, windowShowing, zoomedAt } from '../time-window.ts'
import type { TimeWindow } from '../time-window.ts'

/** What is shown of a run, and where somebody looks. */
export interface TimeView {
  readonly window: TimeWindow
  readonly whole: TimeWindow
  /** The time that is read; undefined before anybody asked. */
  readonly cursor: number | undefined
  /** Where a drag began. */
  readonly pressed: number | undefined
  readonly show: (window: TimeWindow) => void
  readonly press: (time: number) => void
  readonly point: (time: number) => void
  /** Ends a drag. One of so few ms is a press, which opens what is there. */
  readonly release: (time: number, least: number, target: Element) => void
  readonly leave: () => void
  /** True where the key means something here. */
  readonly key: (key: string) => boolean
}

interface Viewed {
  readonly timeline: Timeline
  readonly track: Track
  readonly first: TimeWindow
}

/** The part of a run that is shown, as pointer and keyboard change it. */
export function useTimeView({ timeline, track, first }: Viewed): TimeView {
  const whole = { from: 0, to: Math.max(1, timeline.duration) }
  const [window, setWindow] = useState(first)
  const [cursor, setCursor] = useState<number>()
  const [pressed, setPressed] = useState<number>()
  const show = ({ from, to }: TimeWindow): void => setWindow(windowBetween(from, to, whole))
  const act = (action: Action): void => {
    if ('hash' in action) location.hash = action.hash
    else if ('window' in action) show(action.window)
    else {
      setCursor(action.time)
      setWindow(windowShowing(window, action.time, whole))
    }
  }
  return {
    window,
    whole,
    cursor,
    pressed,
    show,
    press: setPressed,
    point: setCursor,
    leave: () => setPressed(undefined),
    release: (time, least, target) => {
      setPressed(undefined)
      if (pressed === undefined) return
      if (Math.abs(time - pressed) > least) show({ from: pressed, to: time })
      else openAt(target)
    },
    key: (key) => {
      const action = actionOf(key, { track, window, whole, cursor: cursor ?? window.from, spans: timeline.spans })
      if (action !== undefined) act(action)
      return action !== undefined
    },
  }
}

function openAt(target: Element): void {
  const hash = target.closest('[data-hash]')?.getAttribute('data-hash')
  if (hash !== null && hash !== undefined) location.hash = hash
}

interface Keyboard extends Pick<TimeView, 'window' | 'whole'> {
  readonly track: Track
  readonly cursor: number
  readonly spans: readonly Span[]
}

type Action = { readonly time: number } | { readonly window: TimeWindow } | { readonly hash: string }

function actionOf(key: string, keyboard: Keyboard): Action | undefined {
  const { window, whole, cursor, spans } = keyboard
  const time = timeOf(key, keyboard)
  if (time !== undefined) return { time: Math.min(Math.max(time, whole.from), whole.to) }
  const factor = { '+': 0.5, '=': 0.5, '-': 2 }[key]
  if (factor !== undefined) return { window: zoomedAt(window, { center: cursor, factor }, whole) }
  if (key === 'Escape') return { window: whole }
  const [span] = key === 'Enter' ? spansAt(spans, cursor) : []
  return span === undefined ? undefined : { hash: hashOf(span) }
}

function timeOf(key: string, { track, window, cursor }: Keyboard): number | undefined {
  const page = (window.to - window.from) / 10
  const times: Readonly<Record<string, number>> = {
    ArrowLeft: neighbour(track.edges, cursor, -1),
    ArrowRight: neighbour(track.edges, cursor, 1),
    PageUp: cursor - page,
    PageDown: cursor + page,
    Home: window.from,
    End: window.to,
  }
  return times[key]
}

/** The middle of the next stretch, so that one press is one reading. */
function neighbour(edges: readonly number[], time: number, step: number): number {
  const [first = 0, last = 0] = [edges[0], edges.at(-1)]
  const place = stretchAt(edges, time)
  if (place === undefined) return time < first ? first : last
  const next = Math.min(Math.max(0, place + step), edges.length - 2)
  return ((edges[next] as number) + (edges[next + 1] as number)) / 2
}

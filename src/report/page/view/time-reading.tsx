import type { JSX } from 'preact'
import type { LineMetric, Phase, Span, Track } from '../../../model/timeline.ts'
import { metricTitle } from '../metric-title.ts'
import { hashOf, spansAt } from '../time-lanes.ts'
import { lineText } from '../time-panels.ts'
import type { TimePanel } from '../time-panels.ts'
import { valueAt } from '../time-shape.ts'
import { timeText } from '../time-window.ts'
import { Name } from './names.tsx'

interface Reading {
  /** Undefined before anybody asked. */
  readonly time: number | undefined
  readonly track: Track
  readonly panels: readonly TimePanel[]
  readonly phases: readonly Phase[]
  readonly spans: readonly Span[]
}

const mostSpans = 6

/** All figures at one time, and what ran then. */
export function TimeReading({ time, track, panels, phases, spans }: Reading): JSX.Element {
  if (time === undefined) {
    return (
      <p class="time-reading soft" role="status">
        Point at a time, or use the arrow keys, to read its figures. Drag over a part to see it larger.
      </p>
    )
  }
  const phase = phases.find(({ from, to }) => from <= time && time <= to)
  const running = spansAt(spans, time)
  return (
    <div class="time-reading" role="status">
      <p>
        <strong>{timeText(time)}</strong>
        {phase === undefined ? '' : ` ${phase.name}`}
        {panels
          .flatMap(({ metrics }) => metrics)
          .map((metric) => (
            <span key={metric}>{figureText(track, metric, time)}</span>
          ))}
      </p>
      <p class="soft">
        {running.length === 0 ? 'no test ran' : 'ran: '}
        {running.slice(0, mostSpans).map((span) => (
          <a key={`${span.subject.name} ${span.from}`} href={hashOf(span)}>
            <Name>{span.subject.name}</Name>
          </a>
        ))}
        {running.length > mostSpans ? ` and ${running.length - mostSpans} more` : ''}
      </p>
    </div>
  )
}

function figureText(track: Track, metric: LineMetric, time: number): string {
  const value = valueAt(track.edges, track.lines[metric]!, time)
  const title = metricTitle(metric)
  if (value === undefined) return `${title} unknown`
  const [min, mean, max] = [value.min, value.mean, value.max].map((one) => lineText(metric, one)) as [string, string, string]
  return `${title} ${mean}${min === max ? '' : ` (${min} to ${max})`}`
}

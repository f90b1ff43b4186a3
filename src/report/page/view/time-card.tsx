import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Phase, Span, Timeline, Track } from '../../../model/timeline.ts'
import { TimeChart } from '../charts/time-chart.tsx'
import { metricTitle } from '../metric-title.ts'
import { lineText, timePanels } from '../time-panels.ts'
import type { TimePanel } from '../time-panels.ts'
import { hashOf, runPhases } from '../time-lanes.ts'
import { valueIn } from '../time-shape.ts'
import { timeText } from '../time-window.ts'
import type { TimeWindow } from '../time-window.ts'
import { Card } from './card.tsx'
import { TableTwin } from './data-table.tsx'
import { useData } from './data-context.ts'
import { Name } from './names.tsx'

interface TimeCardParts {
  readonly timeline: Timeline
  readonly track: Track
  readonly title: string
}

/** A track with its charts, what ran meanwhile, and both as tables. */
export function TimeCard({ timeline, track, title }: TimeCardParts): JSX.Element {
  const { head } = useData()
  const panels = useMemo(() => timePanels(track, { series: head.report.series, verdicts: head.verdicts }), [track])
  const isRun = track.subject.kind === 'run'
  const phases = useMemo(() => (isRun ? runPhases(timeline.spans, timeline.duration) : track.phases), [track])
  const note = `${track.source}${track.cores === undefined ? '' : `; ${track.cores} cores may be used`}. Lines are means, the room around them is from the smallest to the largest.` // prettier-ignore
  return (
    <Card title={title} note={note}>
      <TimeChart
        {...{ timeline, track, panels, phases }}
        first={isRun ? { from: 0, to: Math.max(1, timeline.duration) } : extentOf(track, timeline)}
      />
      <LineTwin title={title} track={track} panels={panels} phases={phases} />
      <SpanTwin spans={timeline.spans} />
    </Card>
  )
}

/** A little more than the time in which something was seen. */
function extentOf({ edges }: Track, { duration }: Timeline): TimeWindow {
  const [from, to] = [edges[0] ?? 0, edges.at(-1) ?? duration]
  const room = Math.max(20, (to - from) * 0.04)
  return { from: Math.max(0, from - room), to: Math.min(Math.max(1, duration), to + room) }
}

interface TwinParts extends Pick<TimeCardParts, 'title' | 'track'> {
  readonly panels: readonly TimePanel[]
  readonly phases: readonly Phase[]
}

function LineTwin({ title, track, panels, phases }: TwinParts): JSX.Element {
  const metrics = panels.flatMap((panel) => panel.metrics)
  const { edges, lines } = track
  return (
    <TableTwin
      caption={`${title} over time`}
      columns={[
        { title: 'from', numeric: true },
        { title: 'to', numeric: true },
        { title: 'phase' },
        ...metrics.flatMap((metric) => [
          { title: metricTitle(metric), numeric: true },
          { title: `${metricTitle(metric)}, largest`, numeric: true },
        ]),
      ]}
      rows={edges.slice(0, -1).map((from, place) => [
        timeText(from),
        timeText(edges[place + 1] as number),
        phases.find((phase) => phase.from <= from && from < phase.to)?.name ?? '',
        ...metrics.flatMap((metric) => {
          const value = valueIn(lines[metric]!, place)
          return value === undefined ? ['unknown', 'unknown'] : [lineText(metric, value.mean), lineText(metric, value.max)]
        }),
      ])}
    />
  )
}

/** What ran when, with links to all of it. */
function SpanTwin({ spans }: { readonly spans: readonly Span[] }): JSX.Element | undefined {
  if (spans.length === 0) return undefined
  return (
    <TableTwin
      summary="What ran when, as a table"
      caption="What ran when"
      columns={[
        { title: 'name' },
        { title: 'what' },
        { title: 'worker', numeric: true },
        { title: 'from', numeric: true },
        { title: 'took', numeric: true },
        { title: 'result' },
      ]}
      rows={spans.map((span) => [
        <a key="name" href={hashOf(span)}>
          <Name>{span.subject.name}</Name>
        </a>,
        span.subject.kind === 'command' ? 'probe' : span.subject.kind,
        span.worker ?? 'unknown',
        timeText(span.from),
        timeText(span.to - span.from),
        span.failed === true ? 'failed' : '',
      ])}
    />
  )
}

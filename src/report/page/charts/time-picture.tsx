import type { JSX } from 'preact'
import type { Phase, Timeline, Track } from '../../../model/timeline.ts'
import { lanesOf } from '../time-lanes.ts'
import type { TimePanel } from '../time-panels.ts'
import type { TimeWindow } from '../time-window.ts'
import { laneHeight, LaneRows, trackHeight, TrackRows } from './lane-rows.tsx'
import { Panel, panelHeight, TimeAxis, timeMargin } from './time-panel.tsx'

interface Parts {
  readonly timeline: Timeline
  readonly track: Track
  readonly panels: readonly TimePanel[]
  readonly phases: readonly Phase[]
  readonly window: TimeWindow
  /** Pixels of the whole window. */
  readonly area: number
  /** Identifier of what cuts off the rest. */
  readonly clip: string
}

/** What was drawn, and its height in pixels. */
export interface TimePicture {
  readonly drawn: JSX.Element
  readonly height: number
}

/** Charts, times, and below them what ran: workers with their files and tests, commands and containers. */
export function timePicture({ timeline, track, panels, phases, window, area, clip }: Parts): TimePicture {
  const x = (time: number): number => Math.round(((time - window.from) / (window.to - window.from)) * area * 10) / 10
  const lanes = lanesOf(timeline.spans)
  const others = timeline.tracks.filter((one) => one !== track && one.subject.kind !== 'run')
  const axis = panels.length * panelHeight
  const lanesTop = axis + timeMargin.axis
  const othersTop = lanesTop + lanes.reduce((sum, lane) => sum + laneHeight(lane), 0)
  const height = othersTop + others.length * trackHeight + 6
  const drawn = (
    <>
      <clipPath id={clip}>
        <rect x="0" y="0" width={area} height={height} />
      </clipPath>
      <TimeAxis window={window} x={x} area={area} top={axis} />
      {panels.map((panel, place) => (
        <Panel key={panel.title} {...{ panel, track, phases, x, area, clip }} isFirst={place === 0} top={place * panelHeight} />
      ))}
      <LaneRows lanes={lanes} x={x} area={area} top={lanesTop} clip={clip} />
      <TrackRows tracks={others} x={x} area={area} top={othersTop} clip={clip} />
    </>
  )
  return { drawn, height }
}

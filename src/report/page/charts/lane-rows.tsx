import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Span, Track } from '../../../model/timeline.ts'
import { cutMiddle } from '../../text/cut-middle.ts'
import { hashOf } from '../time-lanes.ts'
import type { Lane } from '../time-lanes.ts'

/** Pixels of the bar of a file, and of a row of tests. */
const [fileHeight, rowHeight, gap] = [14, 16, 10]

/** Pixels of a lane. */
export function laneHeight({ rows, files }: Lane): number {
  return (files.length > 0 ? fileHeight + 2 : 0) + rows * rowHeight + gap
}

interface Rows {
  readonly x: (time: number) => number
  readonly area: number
  readonly top: number
  readonly clip: string
}

/** What each worker did: its files, and below them their tests. */
export function LaneRows({ lanes, x, area, top, clip }: Rows & { readonly lanes: readonly Lane[] }): JSX.Element {
  let next = top
  return (
    <>
      {lanes.map((lane) => {
        const y = next
        next += laneHeight(lane)
        const below = lane.files.length > 0 ? fileHeight + 2 : 0
        return (
          <g key={lane.name} transform={`translate(0 ${y})`}>
            <text class="axis" x="-8" y="11" text-anchor="end">
              {lane.name}
            </text>
            <g clip-path={`url(#${clip})`}>
              {lane.files.map((span) => (
                <Bar key={`${span.subject.name} ${span.from}`} {...{ span, x, area }} y={0} height={fileHeight} kind="file" />
              ))}
              {lane.tests.map(({ span, row }) => (
                <Bar key={`${span.subject.name} ${span.from}`} {...{ span, x, area }} y={below + row * rowHeight} height={rowHeight - 2} kind={span.subject.kind} /> // prettier-ignore
              ))}
            </g>
          </g>
        )
      })}
    </>
  )
}

interface BarSpan extends Pick<Rows, 'x' | 'area'> {
  readonly span: Span
}

interface BarParts extends BarSpan {
  readonly y: number
  readonly height: number
  readonly kind: string
}

function Bar({ span, x, area, y, height, kind }: BarParts): JSX.Element | undefined {
  const { subject, from, to, testsFrom = from, failed = false } = span
  const [left, right] = [x(from), x(to)]
  if (right < 0 || left > area) return undefined
  return (
    <g class={`time-span ${kind}${failed ? ' failed' : ''}`} data-hash={hashOf(span)}>
      <title>{`${subject.name}: ${formatQuantity(to - from, 'ms')}${failed ? ', failed' : ''}`}</title>
      <rect x={left} y={y} width={widthOf(left, right)} height={height} />
      <rect class="time-setup" x={left} y={y} width={x(testsFrom) - left} height={height} />
      <BarName name={subject.name} left={Math.max(0, left)} right={Math.min(right, area)} y={y + height / 2} />
    </g>
  )
}

/** What stands close together stays apart, and what is short is seen. */
function widthOf(left: number, right: number): number {
  return right - left > 3 ? right - left - 1 : Math.max(1, right - left)
}

interface BarNameParts {
  readonly name: string
  readonly left: number
  readonly right: number
  readonly y: number
}

/** The end of a path tells more than its begin. */
function BarName({ name, left, right, y }: BarNameParts): JSX.Element | undefined {
  const room = Math.floor((right - left - 8) / 6.4)
  return room < 4 ? undefined : (
    <text x={left + 4} y={y} dy=".34em">
      {cutMiddle(name.length > room ? (name.split(/\/| > /).at(-1) ?? name) : name, room)}
    </text>
  )
}

/** Pixels of the row of a command or a container. */
export const trackHeight = 34

/** When commands and containers ran, with what they did. A press leads to their charts. */
export function TrackRows({ tracks, x, area, top, clip }: Rows & { readonly tracks: readonly Track[] }): JSX.Element {
  return (
    <>
      {tracks.map((track, place) => {
        const { subject, edges, phases } = track
        const [from, to] = [x(edges[0] ?? 0), x(edges.at(-1) ?? 0)]
        const parts = phases.length === 0 || subject.kind === 'container' ? [{ name: '', from: edges[0] ?? 0, to: edges.at(-1) ?? 0 }] : phases // prettier-ignore
        return (
          <g
            key={place}
            class="time-span track"
            transform={`translate(0 ${top + place * trackHeight})`}
            data-hash={hashOf({ subject })}
          >
            <title>{`${subject.kind} ${subject.name}`}</title>
            <text class="axis" x="-8" y="11" text-anchor="end">
              {subject.kind}
            </text>
            <text class="time-name" x="0" y="11">
              {cutMiddle(subject.name, Math.max(8, Math.floor(area / 6.6)))}
            </text>
            <g clip-path={`url(#${clip})`}>
              <line x1={from} x2={to} y1="22" y2="22" />
              {parts.map((part) => (
                <rect key={part.from} x={x(part.from)} y="16" width={Math.max(1, x(part.to) - x(part.from) - 1)} height="12" />
              ))}
            </g>
          </g>
        )
      })}
    </>
  )
}

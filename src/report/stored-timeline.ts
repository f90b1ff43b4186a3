import type { Line, Phase, Span, Timeline, Track } from '../model/timeline.ts'
import { lineMetrics } from '../model/timeline.ts'
import type { Complete } from './ordered.ts'
import { orderedSubject } from './ordered.ts'

/** The run over time as it is stored: its keys in a fixed order. */
export function storedTimeline({ duration, tracks, spans, leftOut }: Timeline): Complete<Timeline> {
  const { commands, containers, files, tests } = leftOut
  return {
    duration,
    leftOut: { commands, containers, files, tests },
    tracks: tracks.map(storedTrack),
    spans: spans.map(storedSpan),
  }
}

function storedTrack({ subject, source, cores, phases, edges, lines }: Track): Complete<Track> {
  const known = lineMetrics.flatMap((metric) => {
    const line = lines[metric]
    return line === undefined ? [] : [[metric, storedLine(line)] as const]
  })
  return {
    subject: orderedSubject(subject),
    source,
    cores,
    phases: phases.map(storedPhase),
    edges,
    lines: Object.fromEntries(known),
  }
}

function storedPhase({ name, from, to }: Phase): Complete<Phase> {
  return { name, from, to }
}

function storedLine({ mean, min, max }: Line): Complete<Line> {
  return { mean, min, max }
}

function storedSpan({ subject, from, to, testsFrom, worker, failed }: Span): Complete<Span> {
  return { subject: orderedSubject(subject), from, to, testsFrom, worker, failed }
}

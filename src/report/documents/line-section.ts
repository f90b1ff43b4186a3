import { formatSubject } from '../../model/subject.ts'
import { lineMetrics, lineUnits } from '../../model/timeline.ts'
import type { Line, LineMetric, Span, Timeline, Track } from '../../model/timeline.ts'
import type { Row, Section } from '../document.ts'

/** When each subject used most of what, and what ran then. */
export function lineSection({ tracks, spans }: Timeline): Section {
  return {
    id: 'lines',
    title: 'Over time',
    note: 'Samples: a peak between two of them is not seen. CPU is told in cores.',
    columns: [
      { key: 'subject', title: 'subject' },
      { key: 'metric', title: 'metric' },
      { key: 'mean', title: 'mean', align: 'right' },
      { key: 'largest', title: 'largest', align: 'right' },
      { key: 'unit', title: 'unit', for: 'machines' },
      { key: 'at', title: 'at', align: 'right' },
      { key: 'during', title: 'during' },
    ],
    rows: tracks.flatMap((track) => lineMetrics.flatMap((metric) => rowsOf(track, metric, spans))),
    most: 25,
  }
}

function rowsOf({ subject, edges, lines }: Track, metric: LineMetric, spans: readonly Span[]): Row[] {
  const line = lines[metric]
  const most = line === undefined ? undefined : largestIn(line)
  if (line === undefined || most === undefined) return []
  const at = ((edges[most.place] as number) + (edges[most.place + 1] as number)) / 2
  const unit = lineUnits[metric]
  const row: Row = {
    subject: formatSubject(subject),
    metric,
    mean: { value: meanOf(line, edges), unit },
    largest: { value: most.value, unit },
    unit,
    at: { value: at, unit: 'ms' },
    during: duringOf(spans, at),
  }
  return [row]
}

function largestIn({ mean, max = mean }: Line): { readonly value: number; readonly place: number } | undefined {
  let most: { readonly value: number; readonly place: number } | undefined
  for (const [place, value] of max.entries()) if (value !== null && value > (most?.value ?? -1)) most = { value, place }
  return most
}

/** Over the time of which something is known. */
function meanOf({ mean }: Line, edges: readonly number[]): number {
  let [sum, known] = [0, 0]
  for (const [place, value] of mean.entries()) {
    const length = (edges[place + 1] as number) - (edges[place] as number)
    sum += (value ?? 0) * length
    known += value === null ? 0 : length
  }
  return sum / Math.max(1, known)
}

/** The shortest of what ran then: a test before its file. */
function duringOf(spans: readonly Span[], at: number): string | undefined {
  const running = spans.filter(({ from, to }) => from <= at && at <= to).toSorted((a, b) => a.to - a.from - (b.to - b.from))
  return running[0] === undefined ? undefined : formatSubject(running[0].subject)
}

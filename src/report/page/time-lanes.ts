import type { Phase, Span } from '../../model/timeline.ts'
import { formatRoute, subjectRouteKey } from './route.ts'

/** A span in the row of its lane that is free for it. */
export interface PlacedSpan {
  readonly span: Span
  /** From 0; spans of a row do not overlap. */
  readonly row: number
}

/** What one worker did. */
export interface Lane {
  readonly name: string
  readonly files: readonly Span[]
  readonly tests: readonly PlacedSpan[]
  /** Rows of tests: several where tests ran side by side. */
  readonly rows: number
}

/** More would fill the screen; the last row takes the others. */
const mostRows = 4

/** One lane per worker; what ran who knows where has lanes of its own. */
export function lanesOf(spans: readonly Span[]): Lane[] {
  const known = [...new Set(spans.flatMap(({ worker }) => worker ?? []))].toSorted((a, b) => a - b)
  const lanes = known.map((worker) =>
    laneOf(
      `worker ${worker}`,
      spans.filter((span) => span.worker === worker),
    ),
  )
  const others = spans.filter(({ worker }) => worker === undefined)
  return others.length === 0 ? lanes : [...lanes, laneOf(known.length === 0 ? 'tests' : 'others', others)]
}

function laneOf(name: string, spans: readonly Span[]): Lane {
  const [files, others] = [
    spans.filter(({ subject }) => subject.kind === 'file'),
    spans.filter(({ subject }) => subject.kind !== 'file'),
  ]
  const ends: number[] = []
  const tests = others
    .toSorted((a, b) => a.from - b.from)
    .map((span): PlacedSpan => {
      const free = ends.findIndex((end) => end <= span.from + slack)
      const row = free < 0 ? Math.min(ends.length, mostRows - 1) : free
      ends[row] = Math.max(ends[row] ?? 0, span.to)
      return { span, row }
    })
  return { name, files, tests, rows: ends.length }
}

/** Vitest's clock counts whole milliseconds where a test begins. */
const slack = 2

/** What runs at a time, the shortest first: a test before its file. */
export function spansAt(spans: readonly Span[], time: number): Span[] {
  return spans.filter(({ from, to }) => from <= time && time <= to).toSorted((a, b) => a.to - a.from - (b.to - b.from))
}

/** Where a span leads to. */
export function hashOf({ subject }: Pick<Span, 'subject'>): string {
  return formatRoute({ page: 'subject', key: subjectRouteKey(subject) })
}

/** What the run as a whole did: it started, ran test files and probes, and ended. Empty where nothing ran. */
export function runPhases(spans: readonly Span[], duration: number): Phase[] {
  const [tests, probes] = [spans.filter((span) => !isProbe(span)), spans.filter(isProbe)]
  const parts = [...phaseOf('tests', tests), ...phaseOf('probes', probes)]
  const [first, last] = [parts[0], parts.at(-1)]
  if (first === undefined || last === undefined) return []
  const phases = [{ name: 'start', from: 0, to: first.from }, ...parts, { name: 'end', from: last.to, to: duration }]
  return phases.filter(({ from, to }) => to - from > duration * 0.005)
}

function isProbe({ subject }: Span): boolean {
  return subject.kind === 'command'
}

function phaseOf(name: string, spans: readonly Span[]): Phase[] {
  if (spans.length === 0) return []
  const [from, to] = [spans.reduce((least, span) => Math.min(least, span.from), Number.POSITIVE_INFINITY), spans.reduce((most, span) => Math.max(most, span.to), 0)] // prettier-ignore
  return [{ name, from, to }]
}

import { monitoringOf } from '../model/metric.ts'
import type { MonitoringSwitch } from '../model/metric.ts'
import { endOfTrace, joinedTrace, startOf } from '../model/stretch.ts'
import type { Stretch, StretchFigure, Trace } from '../model/stretch.ts'
import { subjectKey } from '../model/subject.ts'
import { lineMetrics } from '../model/timeline.ts'
import type { Line, LineMetric, Span, Timeline, Track } from '../model/timeline.ts'

/** What was followed while a run went on. */
export interface Followed {
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Milliseconds from the start to the end of the tests. */
  readonly duration: number
  readonly traces: readonly Trace[]
  /** Times in ms since the epoch. */
  readonly spans: readonly Span[]
  /** What is not to be watched is not told. */
  readonly switches: Readonly<Record<MonitoringSwitch, boolean>>
}

/** Bounds of what is kept, so that a report of any run stays small. */
const most = { stretches: { run: 200, others: 60 }, tracks: 5, files: 200, spans: 400 } as const

/** A run over time, bounded: the commands and containers that took most CPU time, and the longest of the files and tests. */
export function timelineOf({ startedAt, duration, traces, spans, switches }: Followed): Timeline {
  const joined = joinTraces(traces).filter((trace) => endOfTrace(trace) > startedAt)
  const ofKind = (kind: string): Trace[] => joined.filter(({ subject }) => subject.kind === kind).toSorted((a, b) => cpuOf(b) - cpuOf(a)) // prettier-ignore
  const [commands, containers] = [ofKind('command'), ofKind('container')]
  const kept = [...ofKind('run'), ...commands.slice(0, most.tracks), ...containers.slice(0, most.tracks)]
  const here = spans.filter(({ to }) => to >= startedAt)
  const { shown, files, tests } = longest(here)
  return {
    duration: rounded(duration),
    tracks: kept.map((trace) => trackOf(trace, startedAt, switches)).filter(({ lines }) => Object.keys(lines).length > 0),
    spans: shown.toSorted((a, b) => a.from - b.from).map((span) => spanFrom(span, startedAt)),
    leftOut: {
      commands: Math.max(0, commands.length - most.tracks),
      containers: Math.max(0, containers.length - most.tracks),
      files,
      tests,
    },
  }
}

/** Those of one subject as one, where they do not overlap: of what ran side by side each has a line of its own. */
function joinTraces(traces: readonly Trace[]): Trace[] {
  const lanes = new Map<string, [Trace, ...Trace[]][]>()
  for (const trace of traces.filter(({ stretches }) => stretches.length > 0).toSorted((a, b) => startOf(a) - startOf(b))) {
    const key = subjectKey(trace.subject)
    const own = lanes.get(key) ?? []
    const free = own.find((lane) => endOfTrace(lane.at(-1) as Trace) <= startOf(trace))
    if (free === undefined) own.push([trace])
    else free.push(trace)
    lanes.set(key, own)
  }
  return [...lanes.values()].flat().map((lane) => joinedTrace(lane, most.stretches[lane[0].subject.kind === 'run' ? 'run' : 'others'])) // prettier-ignore
}

/** CPU milliseconds, as far as they are known. */
function cpuOf({ stretches }: Trace): number {
  return stretches.reduce((sum, { figures: { cpu } }) => sum + (cpu === undefined ? 0 : cpu.mean * cpu.known), 0)
}

function trackOf(trace: Trace, startedAt: number, switches: Followed['switches']): Track {
  const { subject, epoch, cores, source, phases } = trace
  const shift = epoch - startedAt
  const stretches = trace.stretches.filter(({ to }) => to + shift > 0)
  const from = (time: number): number => rounded(Math.max(0, time + shift))
  const isWatched = (metric: LineMetric): boolean => switches[monitoringOf(metric) as MonitoringSwitch]
  const lines = lineMetrics.filter(isWatched).flatMap((metric) => {
    const line = lineOf(stretches.map(({ figures }) => figures[metric]))
    return line === undefined ? [] : [[metric, line] as const]
  })
  return {
    subject,
    edges: edgesOf(stretches).map(from),
    lines: Object.fromEntries(lines),
    phases: phases.filter(({ to }) => to + shift > 0).map((phase) => ({ name: phase.name, from: from(phase.from), to: from(phase.to) })), // prettier-ignore
    ...(cores === undefined ? {} : { cores }),
    source,
  }
}

function edgesOf(stretches: readonly Stretch[]): number[] {
  return [...stretches.slice(0, 1).map(({ from }) => from), ...stretches.map(({ to }) => to)]
}

/** Undefined where nothing is known of the metric at any time. */
function lineOf(figures: readonly (StretchFigure | undefined)[]): Line | undefined {
  if (figures.every((figure) => figure === undefined)) return undefined
  const values = (name: 'min' | 'mean' | 'max'): (number | null)[] => figures.map((figure) => (figure === undefined ? null : shortened(figure[name]))) // prettier-ignore
  const [min, mean, max] = [values('min'), values('mean'), values('max')]
  const differs = (other: readonly (number | null)[]): boolean => other.some((value, place) => value !== mean[place])
  return { mean, ...(differs(min) ? { min } : {}), ...(differs(max) ? { max } : {}) }
}

interface Kept {
  readonly shown: readonly Span[]
  /** How many are left out. */
  readonly files: number
  readonly tests: number
}

function longest(spans: readonly Span[]): Kept {
  const byLength = spans.toSorted((a, b) => b.to - b.from - (a.to - a.from))
  const [files, tests] = [byLength.filter(isFile), byLength.filter((span) => !isFile(span))]
  const shownFiles = files.slice(0, most.files)
  const shownTests = tests.slice(0, most.spans - shownFiles.length)
  return {
    shown: [...shownFiles, ...shownTests],
    files: files.length - shownFiles.length,
    tests: tests.length - shownTests.length,
  }
}

function isFile({ subject }: Span): boolean {
  return subject.kind === 'file'
}

function spanFrom({ subject, from, to, testsFrom, worker, failed }: Span, startedAt: number): Span {
  const since = (time: number): number => rounded(Math.max(0, time - startedAt))
  const { kind, name, file, project } = subject
  const place = { ...(file === undefined ? {} : { file }), ...(project === undefined ? {} : { project }) }
  return {
    subject: { kind, name, ...place },
    from: since(from),
    to: since(to),
    ...(testsFrom === undefined ? {} : { testsFrom: since(testsFrom) }),
    ...(worker === undefined ? {} : { worker }),
    ...(failed === undefined ? {} : { failed }),
  }
}

/** Whole milliseconds: no picture shows more. */
function rounded(time: number): number {
  return Math.round(time)
}

/** Three significant digits are as many as any picture or table shows. */
function shortened(value: number): number {
  return Number(value.toPrecision(3))
}

import type { Run } from '../model/run.ts'
import type { Timeline } from '../model/timeline.ts'
import { storedFacts, storedGap, storedInsight, storedLimit, storedSeries, storedVerdict } from './stored-entries.ts'
import { storedProfile, storedProfileGap } from './stored-profile.ts'
import { reportSchema } from './stored-report.ts'
import { storedTimeline } from './stored-timeline.ts'
import type { Summarize } from './summarize.ts'

/** report.json as one text. The same run gives the same bytes. */
export function renderJson(run: Run, summarize: Summarize): string {
  return [...renderJsonChunks(run, summarize)].join('')
}

/** report.json in pieces of some 64 KB, so that a run of a hundred thousand series never stands in memory as one text. */
export function* renderJsonChunks(run: Run, summarize: Summarize): Generator<string, void, undefined> {
  let chunk = ''
  for (const line of linesOf(run, summarize)) {
    chunk += line
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

const chunkLength = 65_536

/** One line per verdict, series and gap: small enough for a diff, and found by grep. */
function* linesOf(run: Run, summarize: Summarize): Generator<string, void, undefined> {
  yield `{\n  "schema": ${reportSchema},\n`
  yield `  "outcome": ${JSON.stringify(run.outcome)},\n`
  yield `  "exitCode": ${run.exitCode},\n`
  if (run.score !== undefined) yield `  "score": ${run.score},\n`
  yield `  "run": ${JSON.stringify(storedFacts(run))},\n`
  yield `  "tests": ${JSON.stringify(run.tests, ['passed', 'failed', 'skipped'])}`
  yield* listOf('verdicts', run.verdicts, storedVerdict)
  yield* listOf('series', run.series, (series) => storedSeries(series, summarize))
  yield* listOf('gaps', run.gaps, storedGap)
  yield* listOf('limits', run.limits, storedLimit)
  yield* listOf('insights', run.insights ?? [], storedInsight)
  if (run.overhead !== undefined) yield `,\n  "overhead": ${JSON.stringify(run.overhead, overheadKeys)}`
  if (run.timeline !== undefined) yield* timelineLines(run.timeline)
  if (run.profileGaps !== undefined) yield* listOf('notProfiled', run.profileGaps, storedProfileGap)
  yield* listOf('profiles', run.profiles ?? [], storedProfile)
  yield '\n}\n'
}

/** One line per track and span. */
function* timelineLines(timeline: Timeline): Generator<string, void, undefined> {
  const { duration, tracks, spans, leftOut } = storedTimeline(timeline)
  yield `,\n  "timeline": {"duration":${duration},"leftOut":${JSON.stringify(leftOut)}`
  yield* listOf('tracks', tracks, (track) => track)
  yield* listOf('spans', spans, (span) => span)
  yield '}'
}

const overheadKeys = ['perTestMs', 'samplerCpuRatio', 'judgingMs', 'profilingMs']

function* listOf<T>(name: string, items: readonly T[], stored: (item: T) => object): Generator<string, void, undefined> {
  let before = `,\n  "${name}": [\n    `
  for (const item of items) {
    yield before + JSON.stringify(stored(item))
    before = ',\n    '
  }
  yield items.length === 0 ? `,\n  "${name}": []` : '\n  ]'
}

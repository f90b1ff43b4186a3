import type { Run } from '../model/run.ts'
import type { Gap, Series } from '../model/series.ts'
import type { Summary } from '../model/summary.ts'
import type { Verdict } from '../model/verdict.ts'
import { reportSchema } from './stored-report.ts'
import type { NotFinite, StoredFacts, StoredSeries, StoredVerdict } from './stored-report.ts'
import { finite } from './finite.ts'
import { orderedObjective, orderedOrigin, orderedSelector, orderedSubject } from './ordered.ts'

/** Reduces samples; undefined where there are none. */
export type Summarize = (samples: readonly number[]) => Summary | undefined

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
  yield `  "run": ${JSON.stringify(factsOf(run))},\n`
  yield `  "tests": ${JSON.stringify(run.tests, ['passed', 'failed', 'skipped'])},\n`
  yield* listOf('verdicts', run.verdicts, storedVerdict)
  yield* listOf('series', run.series, (series) => storedSeries(series, summarize))
  yield* listOf('gaps', run.gaps, storedGap)
  yield '  "profiles": [],\n  "insights": []'
  if (run.overhead !== undefined) yield `,\n  "overhead": ${JSON.stringify(run.overhead, overheadKeys)}`
  yield '\n}\n'
}

const overheadKeys = ['perTestMs', 'samplerCpuRatio', 'judgingMs']

function* listOf<T>(name: string, items: readonly T[], stored: (item: T) => object): Generator<string, void, undefined> {
  yield `  "${name}": [`
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(stored(item))}`
  yield items.length === 0 ? '],\n' : '\n  ],\n'
}

function factsOf({
  id,
  service,
  startedAt,
  finishedAt,
  scope,
  commit,
  branch,
  environment,
  machine,
  reportsDir,
}: Run): StoredFacts {
  const { fingerprint, cpu, cores, memory, os, node, vitest, fitness } = machine
  return {
    id, service, startedAt, finishedAt, scope, commit, branch, environment,
    machine: { fingerprint, class: machine.class, cpu, cores, memory, os, node, vitest, fit: fitness.fit, fitReasons: fitness.reasons },
    reportsDir,
  } // prettier-ignore
}

function storedVerdict(verdict: Verdict): StoredVerdict {
  const { slo, status, reason } = verdict
  return {
    slo: slo.name,
    status,
    enforce: slo.enforce,
    sli: { subject: orderedSelector(slo.sli.subject), metric: slo.sli.metric, unit: slo.sli.unit },
    objective: orderedObjective(slo.objective),
    warning: slo.warning === undefined ? undefined : orderedObjective(slo.warning),
    ...figuresOf(verdict),
    reason,
    whenUnsupported: slo.whenUnsupported,
    owner: slo.owner,
    description: slo.description,
  }
}

function figuresOf(verdict: Verdict): Pick<StoredVerdict, 'measured' | 'headroom' | 'samples' | 'exact' | 'confirmed' | 'cause'> {
  if (verdict.status === 'no-data') return { cause: verdict.cause }
  const { measured, headroom, samples, exact, confirmed } = verdict
  return { measured, headroom, samples, exact, confirmed }
}

function storedSeries(
  { subject, metric, unit, samples, source, exact, confirmation, origin }: Series,
  summarize: Summarize,
): StoredSeries {
  return {
    subject: orderedSubject(subject),
    metric,
    unit,
    samples: storedSamples(samples),
    source,
    exact,
    confirmation: confirmation === undefined ? undefined : storedSamples(confirmation),
    origin: origin === undefined ? undefined : orderedOrigin(origin),
    summary: summarize(finite(samples)),
  }
}

function storedSamples(samples: readonly number[]): StoredSeries['samples'] {
  return finite(samples) === samples
    ? samples
    : samples.map((sample) => (Number.isFinite(sample) ? sample : (String(sample) as NotFinite)))
}

function storedGap(gap: Gap): Gap {
  const subject = orderedSubject(gap.subject)
  return gap.kind === 'unsupported'
    ? { kind: gap.kind, subject, metric: gap.metric, reason: gap.reason }
    : { kind: gap.kind, subject, reason: gap.reason }
}

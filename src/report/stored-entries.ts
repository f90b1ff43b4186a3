import type { Insight } from '../model/insight.ts'
import type { LimitNote } from '../model/limit-hit.ts'
import type { Run } from '../model/run.ts'
import type { Gap, Series } from '../model/series.ts'
import type { Verdict } from '../model/verdict.ts'
import { finite } from './finite.ts'
import type { Summarize } from './summarize.ts'
import {
  orderedBudget,
  orderedErrorBudget,
  orderedObjective,
  orderedOrigin,
  orderedRecording,
  orderedSelector,
  orderedShard,
  orderedSubject,
} from './ordered.ts'
import type { Complete } from './ordered.ts'
import type {
  NotFinite,
  StoredBaseline,
  StoredFacts,
  StoredMachine,
  StoredSeries,
  StoredVerdict,
  StoredWaiver,
} from './stored-report.ts'

/** What is known of the run besides its measurements, as it is stored. */
export function storedFacts(run: Run): Complete<StoredFacts> {
  const { id, service, startedAt, finishedAt, scope, shard, commit, branch, environment, machine, reportsDir } = run
  return {
    id,
    service,
    startedAt,
    finishedAt,
    scope,
    shard: shard === undefined ? undefined : orderedShard(shard),
    commit,
    branch,
    environment,
    machine: storedMachine(machine),
    reportsDir,
  }
}

function storedMachine(machine: Run['machine']): Complete<StoredMachine> {
  const { fingerprint, cpu, cores, memory, os, node, vitest, fitness } = machine
  const { fit, reasons } = fitness
  return { fingerprint, class: machine.class, cpu, cores, memory, os, node, vitest, fit, fitReasons: reasons }
}

/** A verdict with its SLO, as it is stored. */
export function storedVerdict(verdict: Verdict): Complete<StoredVerdict> {
  const { name, enforce, errorBudget, sli, objective, warning, whenUnsupported, owner, description } = verdict.slo
  return {
    slo: name,
    status: verdict.status,
    enforce,
    errorBudget: errorBudget === undefined ? undefined : orderedErrorBudget(errorBudget),
    sli: { subject: orderedSelector(sli.subject), metric: sli.metric, unit: sli.unit },
    objective: orderedObjective(objective),
    warning: warning === undefined ? undefined : orderedObjective(warning),
    ...figuresOf(verdict),
    budget: verdict.budget === undefined ? undefined : orderedBudget(verdict.budget),
    baseline: storedBaseline(verdict),
    waiver: storedWaiver(verdict),
    reason: verdict.reason,
    whenUnsupported,
    owner,
    description,
  }
}

function storedBaseline({ slo: { baseline: declared }, baseline }: Verdict): Complete<StoredBaseline> | undefined {
  if (declared === undefined || baseline === undefined) return undefined
  const { status, against, named, runs, needed, statistic, value, median, change, interval, rule, commit, reason } = baseline
  const { maxRegression, minDifference, required } = declared
  const figures = { runs, needed, statistic, value, median, change, interval, rule, commit }
  return { status, against, named, ...figures, reason, maxRegression, minDifference, required }
}

function storedWaiver({ slo: { waiver: declared }, waiver }: Verdict): Complete<StoredWaiver> | undefined {
  if (declared === undefined) return undefined
  const { ceiling, reason, owner, expires } = declared
  return { status: waiver?.status, ceiling: orderedObjective(ceiling), reason, owner, expires }
}

type Figures = Complete<Pick<StoredVerdict, 'measured' | 'headroom' | 'samples' | 'exact' | 'confirmed' | 'cause'>>

function figuresOf(verdict: Verdict): Figures {
  const none = { measured: undefined, headroom: undefined, samples: undefined, exact: undefined, confirmed: undefined }
  if (verdict.status === 'no-data') return { ...none, cause: verdict.cause }
  const { measured, headroom, samples, exact, confirmed } = verdict
  return { measured, headroom, samples, exact, confirmed, cause: undefined }
}

/** A series with its summary, as it is stored. */
export function storedSeries(series: Series, summarize: Summarize): Complete<StoredSeries> {
  const { subject, metric, unit, samples, source, exact, confirmation, origin, recordings } = series
  return {
    subject: orderedSubject(subject),
    metric,
    unit,
    samples: storedSamples(samples),
    source,
    exact,
    confirmation: confirmation === undefined ? undefined : storedSamples(confirmation),
    origin: origin === undefined ? undefined : orderedOrigin(origin),
    recordings: recordings?.map(orderedRecording),
    summary: repeatsSample(series) ? undefined : summarize(finite(samples)),
  }
}

/** The summary of one sample is that sample ten times: of many thousand tests with seven metrics each it would be half of the file. */
function repeatsSample({ subject: { kind }, samples }: Series): boolean {
  return samples.length === 1 && (kind === 'test' || kind === 'file')
}

function storedSamples(samples: readonly number[]): StoredSeries['samples'] {
  const known = finite(samples)
  return known === samples ? known : samples.map((sample) => (Number.isFinite(sample) ? sample : (String(sample) as NotFinite)))
}

/** A gap, as it is stored. */
export function storedGap(gap: Gap): Gap {
  const subject = orderedSubject(gap.subject)
  return gap.kind === 'unsupported'
    ? { kind: gap.kind, subject, metric: gap.metric, reason: gap.reason }
    : { kind: gap.kind, subject, reason: gap.reason }
}

/** What became of a limit, as it is stored. */
export function storedLimit(note: LimitNote): LimitNote {
  const { kind, limit, written } = note
  if (kind === 'held') return { kind, limit, written }
  const subject = orderedSubject(note.subject)
  if (kind === 'not-enforced') return { kind, limit, written, subject, reason: note.reason }
  const { onExceed, max, measured, culprit, running, done } = note
  return { kind, limit, onExceed, max, written, measured, subject, culprit, running, done }
}

/** One thing that was noticed, its keys in a fixed order: `kind`, then by the alphabet, in all that it holds. */
export function storedInsight({ kind, ...evidence }: Insight): Insight {
  return { kind, ...(inOrder(evidence) as object) } as Insight
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, held]) => [key, inOrder(held)]))
}

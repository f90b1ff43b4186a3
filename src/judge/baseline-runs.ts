import { acceptances, namedBaseline } from '../model/baseline-mark.ts'
import type { Acceptance, BaselineValue, NamedBaseline } from '../model/baseline-mark.ts'
import type { RunHead } from '../model/history.ts'
import { seriesOf, verdictIn } from '../model/past.ts'
import type { Past } from '../model/past.ts'
import type { Scope } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import { isTimed } from './accuse.ts'
import { recentRuns } from './baseline-rule.ts'

/** The run that is judged, as far as it decides what it may be compared with. */
export interface Here {
  readonly branch?: string
  readonly fingerprint: string
  readonly scope: Scope
  /** Whether times are judged however busy the machine was. */
  readonly ignoresFitness?: boolean
}

/** A run that is not part of a baseline, and why not. */
export interface Excluded {
  readonly run: RunHead
  readonly reason: string
}

/** What one SLO is compared with. */
export interface BaselineRuns {
  /** The branch, or the name of the baseline. */
  readonly against: string
  /** Set where somebody set it by hand. */
  readonly named?: NamedBaseline
  /** Runs that did well, the oldest first. */
  readonly before: readonly BaselineValue[]
  /** The last runs of the branch that is judged, good or bad, the oldest first. */
  readonly recent: readonly BaselineValue[]
  /** The newest first. */
  readonly excluded: readonly Excluded[]
  /** Fingerprints of runs that would do, were they of this machine. */
  readonly otherMachines: readonly string[]
  /** The newest regression that was accepted and counts here. */
  readonly accepted?: Acceptance
  /** The newest of the runs before. */
  readonly newest?: RunHead
}

/** Picks from the past what an SLO may be compared with: of the branch or the baseline that it names, of this machine, and only what did well. */
export function baselineRuns(slo: Slo, past: Past, here: Here): BaselineRuns {
  const named = slo.baseline?.against === undefined ? undefined : namedBaseline(past.marks, slo.baseline.against)
  const valueOf = valuesOfSlo(slo, past)
  const all = acceptances(past.marks).filter((one) => one.slo === slo.name && one.fingerprint === here.fingerprint)
  const needsFit = isTimed(slo) && here.ignoresFitness !== true
  const recent = recentOf(past.runs, valueOf, {
    here,
    needsFit,
    accepted: all.findLast(({ branch }) => branch === here.branch),
  })
  if (named !== undefined) return ofNamed(slo, named, { here, recent, accepted: all.at(-1) })
  const branch = referenceBranch(past.runs, slo, here)
  const accepted = all.findLast((one) => one.branch === branch)
  const isRecent = new Set(recent.map(({ run }) => run))
  const ofBranch = past.runs.filter((run) => run.branch === branch)
  const judged = ofBranch.map((run) => ({ run, reason: reasonAgainst(run, slo, { past, accepted, valueOf, here, needsFit }) }))
  const clean = judged.filter(({ run, reason }) => reason === undefined && !isRecent.has(run.id)).map(({ run }) => run)
  return {
    against: branch ?? 'runs without a branch',
    before: clean.toReversed().map(({ id }) => ({ run: id, value: valueOf(id) as number })),
    recent,
    excluded: judged.flatMap(({ run, reason }) => (reason === undefined ? [] : [{ run, reason }])),
    otherMachines: [...new Set(judged.filter(({ reason }) => reason === otherMachine).map(({ run }) => run.fingerprint))],
    accepted: accepted ?? all.at(-1),
    newest: clean[0] ?? ofBranch.find(({ id }) => isRecent.has(id)),
  }
}

interface OfNamed {
  readonly here: Here
  readonly recent: readonly BaselineValue[]
  readonly accepted: Acceptance | undefined
}

function ofNamed(slo: Slo, named: NamedBaseline, { here, recent, accepted }: OfNamed): BaselineRuns {
  const isHere = named.run.fingerprint === here.fingerprint
  const values = (Object.hasOwn(named.values, slo.name) ? named.values[slo.name] : undefined) ?? []
  const known = new Set(values.map(({ run }) => run))
  return {
    against: named.name,
    named,
    before: isHere ? values : [],
    recent: recent.filter(({ run }) => !known.has(run)),
    excluded: [],
    otherMachines: isHere ? [] : [named.run.fingerprint],
    accepted,
    newest: named.run,
  }
}

/** As declared; else the first of the usual names that has runs, and where none has, the branch that is judged. */
function referenceBranch(runs: readonly RunHead[], { baseline }: Slo, { branch }: Here): string | undefined {
  if (baseline?.against !== undefined) return baseline.against
  const usual = ['main', 'master'].find((name) => runs.some((run) => run.branch === name))
  return usual ?? (branch === undefined && runs.every((run) => run.branch === undefined) ? undefined : 'main')
}

type ValueOf = (run: string) => number | undefined

/**
 * What of a run an SLO is compared by: the median of its samples, or of many subjects together what was judged of them. Undefined where
 * it measured nothing.
 */
function valuesOfSlo(slo: Slo, past: Past): ValueOf {
  if (isOfMany(slo)) return (run) => verdictIn(past, run, slo.name)?.measured
  const values = new Map(seriesOf(past, slo)[0]?.values.map(({ run, median }) => [run, median]))
  return (run) => values.get(run)
}

/** Tests and files are selected by globs; everything else is one series. */
export function isOfMany({ sli: { subject } }: Slo): boolean {
  return subject.kind === 'test' || subject.kind === 'file'
}

interface Recent {
  readonly here: Here
  /** Counts and bytes are the same on a busy machine. */
  readonly needsFit: boolean
  readonly accepted: Acceptance | undefined
}

/** Good or bad: what is bad in them is what is looked for. */
function recentOf(runs: readonly RunHead[], valueOf: ValueOf, { here, needsFit, accepted }: Recent): BaselineValue[] {
  const usable = runs.filter(
    (run) =>
      run.branch === here.branch &&
      run.fingerprint === here.fingerprint &&
      isWhole(run) &&
      (run.fit || !needsFit) &&
      valueOf(run.id) !== undefined &&
      (accepted === undefined || run.startedAt >= accepted.since),
  )
  const newest = usable.slice(0, recentRuns - 1).toReversed()
  return newest.map(({ id }) => ({ run: id, value: valueOf(id) as number }))
}

function isWhole({ scope }: RunHead): boolean {
  return scope === 'full' || scope === 'merged'
}

interface Judging {
  readonly past: Past
  readonly accepted: Acceptance | undefined
  readonly valueOf: ValueOf
  readonly here: Here
  readonly needsFit: boolean
}

const otherMachine = 'another machine'

/** Why a run does not enter the baseline of an SLO; undefined where it does. */
function reasonAgainst(run: RunHead, slo: Slo, judging: Judging): string | undefined {
  const unusable = unusableFor(run, judging)
  if (unusable !== undefined) return unusable
  const { past, accepted } = judging
  const place = accepted === undefined ? 'after' : placeAround(run, accepted, past)
  if (place === 'before') return `before the change that was accepted on ${(accepted as Acceptance).at.slice(0, 10)}`
  return place === 'accepted' ? undefined : failureOf(run, slo, past)
}

function unusableFor(run: RunHead, { valueOf, here, needsFit }: Judging): string | undefined {
  if (!isWhole(run)) return `a ${run.scope} run`
  if (valueOf(run.id) === undefined) return 'measured nothing of it'
  if (run.fingerprint !== here.fingerprint) return otherMachine
  return needsFit && !run.fit ? 'the machine was unfit' : undefined
}

/** The runs that were accepted are the new normal, though they failed; what was before them is not any more. */
function placeAround(run: RunHead, { since, run: last }: Acceptance, { runs }: Past): 'before' | 'accepted' | 'after' {
  if (run.startedAt < since) return 'before'
  const newest = runs.find(({ id }) => id === last)
  return newest !== undefined && run.startedAt <= newest.startedAt ? 'accepted' : 'after'
}

/** A run that failed for another SLO may not have done its work. What an unfit machine left open may be a change all the same. */
function failureOf(run: RunHead, { name }: Slo, past: Past): string | undefined {
  const status = verdictIn(past, run.id, name)?.status
  if (status === 'violated') return 'it violated the SLO'
  if (status === 'inconclusive' && !run.fit) return 'it was inconclusive on an unfit machine'
  return run.outcome === 'violated' || run.exitCode === 1 ? 'the run failed' : undefined
}

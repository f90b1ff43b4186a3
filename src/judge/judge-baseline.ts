import { machineOf } from '../model/baseline-mark.ts'
import { machineDifference } from '../model/machine-difference.ts'
import type { MachineTraits } from '../model/baseline-mark.ts'
import { isTiming } from '../model/metric.ts'
import { isUpperBound } from '../model/objective.ts'
import type { Past } from '../model/past.ts'
import type { Baseline, Slo } from '../model/slo.ts'
import type { BaselineVerdict } from '../model/verdict.ts'
import { median } from '../stats/median.ts'
import { shiftInterval } from '../stats/shift-interval.ts'
import { judgeBaseline, judgeCreep, jumpWindow, matters, mostBefore, recentRuns } from './baseline-rule.ts'
import type { BaselineBound, BaselineFinding } from './baseline-rule.ts'
import { baselineRuns, isOfMany } from './baseline-runs.ts'
import type { BaselineRuns, Here } from './baseline-runs.ts'
import { baselineReason } from './baseline-words.ts'

/** An SLO with a baseline, and what this run measured of it; undefined where it measured nothing that can be compared. */
export interface Compared {
  readonly slo: Slo & { readonly baseline: Baseline }
  readonly value: number | undefined
}

/** The world of a comparison with the past. */
export interface PastTools {
  /** Undefined where nothing is remembered. */
  readonly past?: Past
  readonly here: Here
  readonly machine: MachineTraits
}

/** Compares what this run measured with what runs measured before. Never guesses: where it cannot tell, it says why. */
export function judgeAgainstPast(compared: Compared, { past, here, machine }: PastTools): BaselineVerdict {
  const { slo, value } = compared
  const place = { against: slo.baseline.against ?? 'main', named: false, runs: 0, statistic: statisticOf(slo), value }
  if (past === undefined) return { ...place, status: 'unknown', reason: 'no runs are remembered' }
  if (past.unread !== undefined) return { ...place, status: 'unknown', reason: past.unread }
  const runs = baselineRuns(slo, past, here)
  const common = { ...place, ...found(runs) }
  if (value === undefined) return { ...common, status: 'unknown', reason: 'nothing was measured that could be compared' }
  const refusal = refusalOf(slo, runs, { past, here, machine })
  return refusal === undefined ? judgeValues({ slo, value }, runs, common) : { ...common, status: 'refused', reason: refusal }
}

function refusalOf(slo: Slo, runs: BaselineRuns, tools: PastTools & { readonly past: Past }): string | undefined {
  const { scope, branch } = tools.here
  if (isOfMany(slo) && scope !== 'full' && scope !== 'merged') return `a ${scope} run has only a part of the tests`
  const hasOwn = runs.before.length > 0 || (runs.against === branch && runs.recent.length > 0)
  return hasOwn || runs.otherMachines.length === 0 ? undefined : describeMachines(runs, tools)
}

function statisticOf(slo: Slo): BaselineVerdict['statistic'] {
  return isOfMany(slo) ? slo.objective.statistic : 'median'
}

function found({ against, named, before, newest }: BaselineRuns): Pick<BaselineVerdict, 'against' | 'named' | 'runs' | 'commit'> {
  return { against, named: named !== undefined, runs: Math.min(before.length, mostBefore), commit: newest?.commit }
}

function describeMachines(
  { against, otherMachines }: BaselineRuns,
  { past: { marks }, machine }: PastTools & { readonly past: Past },
): string {
  const others = otherMachines.map((fingerprint) => {
    const other = machineOf(marks, fingerprint)
    const difference = other === undefined ? '' : machineDifference(machine, other)
    return difference === '' ? `fingerprint ${fingerprint}` : difference
  })
  const which = others.length === 1 ? 'another machine' : `${others.length} other machines`
  return `what is remembered of ${against} is of ${which} (${others.slice(0, 3).join('; ')})`
}

type Known = Compared & { readonly value: number }

type Common = Omit<BaselineVerdict, 'status' | 'reason'>

function judgeValues({ slo, value }: Known, runs: BaselineRuns, common: Common): BaselineVerdict {
  const bound = boundOf(slo)
  const before = runs.before.map((one) => one.value)
  const recent = [...runs.recent.map((one) => one.value), value]
  const all = [...before, ...recent]
  const constant = judgeConstant(slo, before, value)
  if (constant === undefined && all.some((one) => one <= 0)) return { ...common, status: 'refused', reason: 'some runs measured 0, and a change from 0 has no ratio' } // prettier-ignore
  const finding = constant ?? orCreep(judgeBaseline(all, bound), judgeCreep(all, bound))
  if (finding.status === 'learning') return { ...common, ...learning(finding, runs) }
  const told = { ...common, ...sizeOf(all, finding), ...(finding.status === 'regressed' ? { rule: finding.rule } : {}) }
  const status = finding.status === 'regressed' && isAccepted(finding, runs, bound) ? 'accepted' : finding.status
  return { ...told, status, reason: baselineReason({ ...told, status }, slo, runs.accepted) }
}

/** How much worse than before is too much for an SLO. */
export function boundOf({ baseline: { maxRegression, minDifference }, objective: { op } }: Compared['slo']): BaselineBound {
  return { maxRegression, minDifference, worse: isUpperBound(op) ? 'higher' : 'lower' }
}

type Finding =
  | Exclude<BaselineFinding, { status: 'regressed' }>
  | (Omit<BaselineFinding & { readonly status: 'regressed' }, 'rule'> & { readonly rule: NonNullable<BaselineVerdict['rule']> })

const fewestConstant = 10

/** What never varied in ten runs needs no statistics: a size, a count. Times are left to them, however coarse the clock. */
function judgeConstant(slo: Compared['slo'], before: readonly number[], now: number): Finding | undefined {
  const { subject, metric } = slo.sli
  const [first] = before
  const isConstant = before.length >= fewestConstant && before.every((one) => one === first)
  if (first === undefined || !isConstant || isTiming(subject.kind, metric)) return undefined
  const change = now === first ? 0 : now / first - 1
  const isWorse = now !== first && matters({ before: first, now }, boundOf(slo))
  return isWorse ? { status: 'regressed', rule: 'exact', before: first, now, change } : { status: 'steady', change }
}

function orCreep(finding: BaselineFinding, creep: Finding | undefined): Finding {
  return finding.status === 'steady' ? (creep ?? finding) : finding
}

type Learning = BaselineFinding & { readonly status: 'learning' }

function learning({ runs, needed }: Learning, { against, named, newest }: BaselineRuns): Pick<BaselineVerdict, 'status' | 'needed' | 'reason'> {
  const nothing = named === undefined && newest === undefined ? `; nothing of ${against} is remembered yet` : ''
  return { status: 'learning', needed, reason: `learning: ${runs} of ${needed} runs, this one and those of ${against} on this machine${nothing}` }
} // prettier-ignore

/** How large the change is: of the runs that told, or where nothing did, of this one. */
function sizeOf(all: readonly number[], finding: Finding): Pick<BaselineVerdict, 'runs' | 'median' | 'change' | 'interval'> {
  const count = runsThatTell(finding.status === 'regressed' ? finding.rule : undefined)
  const [last, before] = [all.slice(-count), all.slice(0, -count).slice(-mostBefore)]
  const [runs, middle] = [before.length, finding.status === 'regressed' ? finding.before : median(before)]
  if (all.some((one) => one <= 0)) return { runs, median: middle }
  const now = finding.status === 'regressed' ? last.filter((one) => isNearer(one, finding)) : last
  const { low, high } = shiftInterval(now.map(Math.log), before.map(Math.log))
  return { runs, median: middle, change: median(now) / middle - 1, interval: [Math.expm1(low), Math.expm1(high)] }
}

/** How many runs each rule looks at. */
const told = { shift: recentRuns, jump: jumpWindow, creep: recentRuns, exact: 1 } as const

/** How many of the last runs are held against those before: as many as the rule looked at that told, else this one alone. */
export function runsThatTell(rule: BaselineVerdict['rule']): number {
  return rule === undefined ? 1 : told[rule]
}

/** Of three runs one may be as it always was: how much worse the others are is not told by it. */
function isNearer(value: number, { before, now }: { readonly before: number; readonly now: number }): boolean {
  return Math.abs(value - now) < Math.abs(value - before)
}

/** No worse than what somebody has accepted, give or take what is allowed. */
function isAccepted(
  finding: Finding & { readonly status: 'regressed' },
  { accepted }: BaselineRuns,
  bound: BaselineBound,
): boolean {
  if (accepted === undefined) return false
  return !matters({ before: accepted.to, now: finding.now }, { ...bound, minDifference: 0 })
}

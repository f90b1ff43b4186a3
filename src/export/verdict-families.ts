import type { Unit } from '../model/unit.ts'
import type { Status, Verdict } from '../model/verdict.ts'
import { gauge, inBaseUnit, labels, unitSuffix } from './metric-family.ts'
import type { Labels, MetricFamily } from './metric-family.ts'

const statuses = ['met', 'warning', 'violated', 'no-data', 'inconclusive'] as const satisfies readonly Status[]

/** What became of every SLO. What is not known is left out: `good` is there only where the run could tell. */
export function verdictFamilies(verdicts: readonly Verdict[]): MetricFamily[] {
  return [
    gauge('status', 'One for what became of the SLO, zero for what did not.', verdicts.flatMap(statusPoints)),
    gauge('good', 'Whether the SLO held; nothing where it has no data or is inconclusive.', verdicts.map(goodPoint)),
    gauge(
      'samples',
      'How many samples were judged.',
      verdicts.map((one) => [nameOf(one), samplesOf(one)] as const),
    ),
    ...[...new Set(verdicts.map(({ slo }) => slo.objective.unit))].flatMap((unit) => figureFamilies(verdicts, unit)),
    ...budgetFamilies(verdicts),
  ]
}

/** Names of the families that hold what was measured and promised in a unit. */
export function figureNames(unit: Unit): { readonly measured: string; readonly threshold: string; readonly headroom: string } {
  const suffix = unitSuffix[unit]
  return { measured: `measured${suffix}`, threshold: `threshold${suffix}`, headroom: `headroom${suffix}` }
}

function statusPoints(verdict: Verdict): (readonly [Labels, number])[] {
  return statuses.map((status) => [{ ...nameOf(verdict), status }, Number(verdict.status === status)] as const)
}

function goodPoint(verdict: Verdict): readonly [Labels, number | undefined] {
  const of = labels({ ...nameOf(verdict), enforce: verdict.slo.enforce, owner: verdict.slo.owner })
  // A budget forgives a run that did not hold; it held no more for that.
  const alone = verdict.budget?.alone ?? verdict.status
  if (alone === 'no-data' || alone === 'inconclusive') return [of, undefined]
  return [of, alone === 'violated' ? 0 : 1]
}

function budgetFamilies(verdicts: readonly Verdict[]): MetricFamily[] {
  const budgets = verdicts.flatMap(({ slo, budget }) => (budget === undefined ? [] : [{ slo, budget }]))
  const points = (figure: (one: (typeof budgets)[number]) => number | undefined): (readonly [Labels, number | undefined])[] =>
    budgets.map((one) => [{ slo: one.slo.name }, figure(one)])
  return [
    gauge(
      'budget_target_ratio',
      'Share of good that is promised.',
      points(({ slo }) => slo.errorBudget?.target),
    ),
    gauge('budget_spent_ratio', 'Share of the error budget that is spent; above 1 where it is overspent.', points(({ budget }) => budget.spent)), // prettier-ignore
    gauge('budget_burn_5_runs_ratio', 'How fast it is spent, over the last 5 runs; 1 spends it in one window.', points(({ budget }) => budget.burn.last5)), // prettier-ignore
    gauge('budget_burn_20_runs_ratio', 'How fast it is spent, over the last 20 runs; 1 spends it in one window.', points(({ budget }) => budget.burn.last20)), // prettier-ignore
  ]
}

function figureFamilies(verdicts: readonly Verdict[], unit: Unit): MetricFamily[] {
  const of = verdicts.filter(({ slo }) => slo.objective.unit === unit)
  const names = figureNames(unit)
  const base = (value: number | undefined): number | undefined => (value === undefined ? undefined : inBaseUnit(value, unit))
  return [
    gauge(names.measured, 'What was measured: the statistic that is judged.', of.map((one) => [figureOf(one), base(measuredOf(one))])), // prettier-ignore
    gauge(
      names.threshold,
      'What was promised.',
      of.map((one) => [boundOf(one), base(one.slo.objective.threshold)]),
    ),
    gauge(names.headroom, 'Distance to the threshold; negative when violated.', of.map((one) => [nameOf(one), base(headroomOf(one))])), // prettier-ignore
  ]
}

function nameOf({ slo }: Verdict): Labels {
  return { slo: slo.name }
}

function figureOf(verdict: Verdict): Labels {
  return { ...nameOf(verdict), statistic: verdict.slo.objective.statistic }
}

function boundOf(verdict: Verdict): Labels {
  return { ...figureOf(verdict), op: verdict.slo.objective.op }
}

function samplesOf(verdict: Verdict): number | undefined {
  return verdict.status === 'no-data' ? undefined : verdict.samples
}

function measuredOf(verdict: Verdict): number | undefined {
  return verdict.status === 'no-data' ? undefined : verdict.measured
}

function headroomOf(verdict: Verdict): number | undefined {
  return verdict.status === 'no-data' ? undefined : verdict.headroom
}

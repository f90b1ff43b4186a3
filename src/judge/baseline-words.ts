import type { Acceptance } from '../model/baseline-mark.ts'
import { formatApart } from '../model/format-quantity.ts'
import type { Baseline, Slo } from '../model/slo.ts'
import type { BaselineVerdict } from '../model/verdict.ts'

const rules: Readonly<Record<NonNullable<BaselineVerdict['rule']>, string>> = {
  shift: 'the last 5 runs as a group',
  jump: 'at least 2 of the last 3 runs far outside of what runs did before',
  exact: 'a figure that never varied before',
  creep: 'a slow rise since the oldest runs',
}

type Told = Omit<BaselineVerdict, 'reason'>

/** The finding in words, with the value, what it was, and how much is allowed. */
export function baselineReason(told: Told, slo: Slo & { readonly baseline: Baseline }, accepted: Acceptance | undefined): string {
  const { status, against, runs, rule } = told
  const figures = `${figuresText(told, slo)} over ${runs} ${runs === 1 ? 'run' : 'runs'}`
  if (status === 'steady' || rule === undefined) return `steady against ${against}: ${figures}`
  const allowed = `allowed ${percent(slo.baseline.maxRegression)}`
  const known = `regressed against ${against}: ${figures}, ${allowed}; ${rules[rule]}`
  if (status !== 'accepted' || accepted === undefined) return known
  const why = accepted.reason === undefined ? '' : `: ${accepted.reason}`
  return `${known}; accepted by ${accepted.by} on ${accepted.at.slice(0, 10)}${why}`
}

/** `2.63s, +13.9 % [+10.1 %, +17.4 %] from 2.31s`. */
function figuresText({ value, median, change, interval }: Told, { sli: { unit } }: Slo): string {
  const [now, before] = formatApart(value as number, median as number, unit)
  const range = interval === undefined ? '' : ` [${signed(interval[0])}, ${signed(interval[1])}]`
  return `${now}${change === undefined ? '' : `, ${signed(change)}${range}`} from ${before}`
}

/** `10 %`, `2.5 %`. */
function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(1))} %`
}

/** `+13.9 %`, `-2.5 %`. */
function signed(ratio: number): string {
  return `${ratio < 0 ? '' : '+'}${(ratio * 100).toFixed(1)} %`
}

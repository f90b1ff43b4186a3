import { formatApart } from '../model/format-quantity.ts'
import type { Slo } from '../model/slo.ts'
import type { Verdict } from '../model/verdict.ts'
import { sanitize } from './text/sanitize.ts'

/** What was measured, in the words of its objective: `max 3.41s, 10 samples`, an estimate as `max ≈3.41s, 10 samples`. */
export function measuredText(verdict: Verdict): string | undefined {
  if (verdict.status === 'no-data' || verdict.measured === undefined) return undefined
  return `${valueText(verdict.slo, verdict.measured, verdict.exact)}, ${countOf(verdict.samples, 'sample')}`
}

/** The statistic of the objective with a value: `max 3.41s`. As many digits as tell the value from the threshold. */
export function valueText({ objective }: Slo, value: number, exact: boolean): string {
  const [text] = formatApart(value, objective.threshold, objective.unit)
  return `${objective.statistic} ${exact ? '' : '≈'}${text}`
}

/** The bound as it was declared, and the warning bound where that is the one that was crossed: `<= 15s, warn <= 12s`. */
export function boundText({ status, slo: { objective, warning, waiver }, waiver: waived }: Verdict): string {
  const bound = `${objective.op} ${sanitize(objective.written)}`
  if (waiver !== undefined && waived?.status === 'waived') return `${bound}, waived up to ${sanitize(waiver.ceiling.written)}`
  return warning === undefined || status !== 'warning' ? bound : `${bound}, warn ${warning.op} ${sanitize(warning.written)}`
}

/** `1 sample`, `10 samples`, `10,000 tests`. */
export function countOf(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A whole number with its thousands apart: `10,000`. By hand, because the formatter of Intl costs 7 MB of memory when first used. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

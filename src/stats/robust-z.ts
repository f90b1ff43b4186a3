import { median, medianAbsoluteDeviation } from './median.ts'
import { quantile, sorted } from './quantile.ts'

/**
 * How far a value lies from those before it, in deviations, on logarithms: above 0 where it is larger. The deviation is the larger of
 * that around the median and that of the side it lies on, never below 1 %; fewer values know it less well. Undefined where a value is
 * not above 0, which has no ratio, and where there is nothing before it.
 * Source: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, 1993: beyond 3.5 a value is an outlier.
 */
export function robustZ(value: number, before: readonly number[]): number | undefined {
  if (before.length === 0 || value <= 0 || before.some((one) => one <= 0)) return undefined
  const logs = sorted(before.map(Math.log))
  const center = median(logs)
  const distance = Math.log(value) - center
  const side = Math.abs(quantile(logs, distance > 0 ? 90 : 10) - center) / 1.2816
  const spread = Math.max(1.4826 * medianAbsoluteDeviation(logs), side, Math.log(1.01))
  return distance / spread / (1 + 2 / before.length)
}

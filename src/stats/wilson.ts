import { normalQuantile } from './normal.ts'

/**
 * The range that holds the share behind `successes` of `tries` with this confidence; stays within 0 and 1, and is right for few tries.
 * The whole range for no tries. Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
 */
export function wilsonInterval(
  successes: number,
  tries: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  if (tries === 0) return { low: 0, high: 1 }
  const z = normalQuantile((1 + confidence) / 2)
  const share = successes / tries
  const center = (share + (z * z) / (2 * tries)) / (1 + (z * z) / tries)
  const reach = (z / (1 + (z * z) / tries)) * Math.sqrt((share * (1 - share)) / tries + (z * z) / (4 * tries * tries))
  return { low: Math.max(0, center - reach), high: Math.min(1, center + reach) }
}

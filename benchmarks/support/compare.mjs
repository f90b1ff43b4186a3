// Interleaved comparison: every round runs all variants once in one order and once in the other (A B B A), so that a machine that
// gets slower or faster meanwhile favours none of them.
import { median } from './figures.mjs'

/**
 * Gives for every variant its measurements, in order of rounds; the first variant is the base.
 * @template T
 * @param {readonly string[]} variants
 * @param {{ pairs: number, run: (variant: string) => Promise<T> }} options
 * @returns {Promise<Map<string, T[]>>}
 */
export async function interleave(variants, { pairs, run }) {
  const taken = new Map(variants.map((variant) => [variant, []]))
  for (let pair = 0; pair < pairs; pair++) {
    const order = pair % 2 === 0 ? variants : variants.toReversed()
    for (const variant of order) {
      taken.get(variant).push(await run(variant))
      process.stderr.write('.')
    }
  }
  process.stderr.write('\n')
  return taken
}

/** Median over the pairs of a figure's ratio to the base, and the smallest and largest of these ratios. */
export function ratioOf(values, base) {
  const ratios = values.map((value, pair) => value / base[pair])
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) }
}

/** Median over the pairs of a figure's difference to the base. */
export function differenceOf(values, base) {
  return median(values.map((value, pair) => value - base[pair]))
}

/** `1.021 (1.010..1.034)` */
export function showRatio({ median: middle, least, most }) {
  return `${middle.toFixed(3)} (${least.toFixed(3)}..${most.toFixed(3)})`
}

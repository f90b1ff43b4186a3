import { rank } from './ranks.ts'

/** The fewest values that make a level. */
export const shortestLevel = 5

/**
 * Where the level of values in time order changes: the index of the first value of each new level, ascending. The values are ranked, so
 * wild ones move nothing, and cut so that the Kruskal-Wallis statistic of the levels is largest after a penalty for every cut. The
 * penalty keeps the chance of any cut in values without order below 1 %, whatever their distribution; fewer than 13 different values are
 * never cut.
 * Sources: A. Lung-Yut-Fong, C. Lévy-Leduc and O. Cappé, Homogeneity and change-point detection tests for multivariate data using rank
 * statistics, 2015; B. Jackson et al., An algorithm for optimal partitioning of data on an interval, 2005.
 */
export function changePoints(values: readonly number[]): number[] {
  const sums = rankSums(values)
  const spread = rankSpread(values)
  if (spread === 0 || values.length < 2 * shortestLevel) return []
  const gain: Gain = (from, to) =>
    ((values.length - 1) * ((sums[to] as number) - (sums[from] as number)) ** 2) / (to - from) / spread
  const found = cuts(bestCuts(values.length, gain))
  return found.filter((at, index) => isSettled({ from: found[index - 1] ?? 0, at, to: found[index + 1] ?? values.length }, gain))
}

interface Cut {
  readonly from: number
  readonly at: number
  readonly to: number
}

type Gain = (from: number, to: number) => number

/** A level that is too young takes in values of the one beside it. It is told when it has enough of its own, and not with the wrong begin. */
function isSettled({ from, at, to }: Cut, gain: Gain): boolean {
  const worth = (cut: number): number => gain(from, cut) + gain(cut, to)
  const isYoung = to - at === shortestLevel && worth(at + 1) > worth(at)
  return !isYoung && !(at - from === shortestLevel && worth(at - 1) > worth(at))
}

/** Sums of the centred ranks of the first 0, 1, 2, ... values. */
function rankSums(values: readonly number[]): number[] {
  const center = (values.length + 1) / 2
  const sums = [0]
  for (const one of rank(values).ranks) sums.push((sums.at(-1) as number) + one - center)
  return sums
}

function rankSpread(values: readonly number[]): number {
  const center = (values.length + 1) / 2
  return rank(values).ranks.reduce((sum, one) => sum + (one - center) ** 2, 0)
}

/** For the first 0, 1, 2, ... values where the last level of the best cut begins. */
function bestCuts(length: number, gain: Gain): number[] {
  const worth = [0]
  const begins = [0]
  for (let to = 1; to <= length; to++) {
    worth[to] = to < shortestLevel ? Number.NEGATIVE_INFINITY : gain(0, to)
    begins[to] = 0
    for (let from = shortestLevel; from <= to - shortestLevel; from++) {
      const found = (worth[from] as number) + gain(from, to) - penalty(length)
      if (found <= (worth[to] as number)) continue
      worth[to] = found
      begins[to] = from
    }
  }
  return begins
}

/** Simulated: 99 % of 20,000 random orders of 13 to 400 values stay below it (benchmarks/trends.mjs). */
function penalty(length: number): number {
  return 5.3 + 1.4 * Math.log(length)
}

function cuts(begins: readonly number[]): number[] {
  const found: number[] = []
  for (let at = begins.at(-1) as number; at > 0; at = begins[at] as number) found.unshift(at)
  return found
}

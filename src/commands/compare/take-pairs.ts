import { SloError } from '../../model/fault.ts'
import type { Comparison, PairedRuns, Pairs } from '../../model/comparison.ts'
import { seriesKey } from '../../model/history.ts'
import type { Statistic } from '../../model/objective.ts'
import type { Series } from '../../model/series.ts'
import { comparePairs, looks } from '../../judge/compare-pairs.ts'
import type { Side } from './checkouts.ts'
import { compareRuns } from './compare-runs.ts'

export interface Taking {
  readonly base: Side
  readonly head: Side
  /** Runs the suite of one side and gives the series that are compared. */
  readonly measure: (side: Side) => Promise<readonly Series[]>
  /** By which statistics objectives judge a series. */
  readonly asked?: (series: Series) => readonly Statistic[]
  /** Pairs at most. */
  readonly most: number
  readonly say: (line: string) => void
  /** How a figure is judged; as two revisions by default. */
  readonly judge?: (pairs: Pairs) => Comparison
  /** Which comparisons are made; all by default. */
  readonly wanted?: (comparison: Comparison) => boolean
}

/** The series of one run by their keys. */
type Measured = ReadonlyMap<string, Series>
type Taken = Readonly<Record<'base' | 'head', Measured[]>>

/** Measures both sides in turns, A B B A, until every figure is decided or there are as many pairs as allowed. */
export async function takePairs(taking: Taking): Promise<readonly Comparison[]> {
  const { measure, most, say } = taking
  const taken: Taken = { base: [], head: [] }
  for (let pair = 1; pair <= most; pair += 1) {
    const order = pair % 2 === 1 ? (['base', 'head'] as const) : (['head', 'base'] as const)
    for (const which of order) taken[which].push(byKey(await measure(taking[which])))
    say(`pair ${pair} of ${most} at most`)
    if (isEnough(compareAll(taken, taking), pair)) break
  }
  return compareAll(taken, taking)
}

/** All pairs of a figure that both sides measured; undefined where there are none. */
export function pairedRuns(key: string, taken: Taken): PairedRuns | undefined {
  const pairs = taken.base.flatMap((measured, at) => {
    const [base, head] = [measured.get(key), taken.head[at]?.get(key)]
    return base === undefined || head === undefined || !isWhole(base) || !isWhole(head) ? [] : [{ base, head }]
  })
  const [first] = pairs
  if (first === undefined) return undefined
  const { subject, metric, unit } = first.head
  return { subject, metric, unit, base: pairs.map(({ base }) => base.samples), head: pairs.map(({ head }) => head.samples) }
}

/** The series of a run by their keys. */
export function byKey(measured: readonly Series[]): Measured {
  return new Map(measured.map((series) => [seriesKey(series), series]))
}

function isWhole({ samples }: Series): boolean {
  return samples.length > 0 && samples.every(Number.isFinite)
}

/** Figures that vary are looked at after certain numbers of pairs only; those that never vary are known after two. */
function isEnough(compared: readonly Comparison[], pair: number): boolean {
  if (compared.length === 0) throw new SloError('the two revisions have no figure in common that an SLO looks at')
  const awaited = compared.filter(({ isBeside }) => isBeside === undefined)
  const isLook = looks.some((look) => look === pair)
  return (awaited.length === 0 ? compared : awaited).every(({ verdict, interval, pairs }) => {
    const isExact = pairs >= 2 && interval !== undefined && interval[0] === interval[1]
    return verdict !== 'inconclusive' && (isLook || isExact)
  })
}

function compareAll(
  taken: Taken,
  { asked = () => [], judge = comparePairs, wanted = () => true }: Taking,
): readonly Comparison[] {
  const known = new Map(taken.head.flatMap((measured) => [...measured]))
  return [...known].flatMap(([key, series]) => {
    const runs = pairedRuns(key, taken)
    return runs === undefined ? [] : compareRuns(runs, asked(series), judge).filter(wanted)
  })
}

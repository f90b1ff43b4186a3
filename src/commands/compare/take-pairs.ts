import { SloError } from '../../model/fault.ts'
import type { Comparison, Pairs } from '../../model/comparison.ts'
import { seriesKey } from '../../model/history.ts'
import type { Series } from '../../model/series.ts'
import { median } from '../../stats/median.ts'
import { comparePairs, looks } from '../../judge/compare-pairs.ts'
import type { Side } from './checkouts.ts'

export interface Taking {
  readonly base: Side
  readonly head: Side
  /** Runs the suite of one side and gives the series that are compared. */
  readonly measure: (side: Side) => Promise<readonly Series[]>
  /** Pairs at most. */
  readonly most: number
  readonly say: (line: string) => void
  /** How a figure is judged; as two revisions by default. */
  readonly judge?: (pairs: Pairs) => Comparison
}

type Values = Map<string, { readonly series: Series; readonly values: number[] }>

/** Measures both sides in turns, A B B A, until every figure is decided or there are as many pairs as allowed. */
export async function takePairs({
  base,
  head,
  measure,
  most,
  say,
  judge = comparePairs,
}: Taking): Promise<readonly Comparison[]> {
  const taken: Record<'base' | 'head', Values> = { base: new Map(), head: new Map() }
  for (let pair = 1; pair <= most; pair += 1) {
    const order = pair % 2 === 1 ? (['base', 'head'] as const) : (['head', 'base'] as const)
    for (const which of order) add(taken[which], await measure(which === 'base' ? base : head))
    say(`pair ${pair} of ${most} at most`)
    if (isEnough(compareAll(taken, judge), pair)) break
  }
  return compareAll(taken, judge)
}

/** Figures that vary are looked at after certain numbers of pairs only; those that never vary are known after two. */
function isEnough(compared: readonly Comparison[], pair: number): boolean {
  if (compared.length === 0) throw new SloError('the two revisions have no figure in common that an SLO looks at')
  const isLook = looks.some((look) => look === pair)
  return compared.every(({ verdict, interval, pairs }) => {
    const isExact = pairs >= 2 && interval !== undefined && interval[0] === interval[1]
    return verdict !== 'inconclusive' && (isLook || isExact)
  })
}

function add(values: Values, measured: readonly Series[]): void {
  for (const series of measured) {
    const key = seriesKey(series)
    const known = values.get(key)
    if (known === undefined) values.set(key, { series, values: [median(series.samples)] })
    else known.values.push(median(series.samples))
  }
}

function compareAll({ base, head }: Record<'base' | 'head', Values>, judge: (pairs: Pairs) => Comparison): readonly Comparison[] {
  // prettier-ignore
  return [...head].flatMap(([key, { series, values }]) => {
    const other = base.get(key)
    if (other === undefined) return []
    const { subject, metric, unit } = series
    const pairs: Pairs = { subject, metric, unit, base: other.values, head: values }
    return [judge(pairs)]
  })
}

/** The `most` items with the largest figures, the largest first, of equal ones the earlier: a report of many thousand shows few of them. */
export function largestFirst<T>(items: Iterable<T>, most: number, figureOf: (item: T) => number): T[] {
  const kept: Ranked<T>[] = []
  let least = Number.NEGATIVE_INFINITY
  for (const item of items) {
    const figure = figureOf(item)
    if (kept.length === most && !(figure > least)) continue
    insert(kept, { item, figure })
    kept.length = Math.min(kept.length, most)
    least = kept.at(-1)?.figure ?? least
  }
  return kept.map(({ item }) => item)
}

interface Ranked<T> {
  readonly item: T
  readonly figure: number
}

function insert<T>(kept: Ranked<T>[], ranked: Ranked<T>): void {
  let place = kept.length
  while (place > 0 && (kept[place - 1] as Ranked<T>).figure < ranked.figure) place--
  kept.splice(place, 0, ranked)
}

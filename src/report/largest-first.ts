/** The `most` items with the largest figures, the largest first, of equal ones the earlier: a report of many thousand shows few of them. */
export function largestFirst<T>(items: Iterable<T>, most: number, figureOf: (item: T) => number): T[] {
  const kept: { readonly item: T; readonly figure: number }[] = []
  for (const item of items) {
    const figure = figureOf(item)
    if (kept.length >= most && !(figure > (kept.at(-1)?.figure ?? Number.POSITIVE_INFINITY))) continue
    let place = kept.length
    while (place > 0 && (kept[place - 1]?.figure as number) < figure) place--
    kept.splice(place, 0, { item, figure })
    kept.length = Math.min(kept.length, most)
  }
  return kept.map(({ item }) => item)
}

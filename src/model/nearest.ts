/** The known name that a typo most likely meant; undefined when none is near (more than a third of the letters differ). */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  // Two neighbours swapped are one mistake; names of up to three letters have room for one only.
  let bound = Math.max(written.length > 3 ? 2 : 1, Math.floor(written.length / 3)) + 1
  for (const name of known) {
    const distance = editDistance(written.toLowerCase(), name.toLowerCase(), bound)
    if (distance < bound) [best, bound] = [name, distance]
  }
  return best
}

/** Optimal string alignment distance (insert, delete, replace, swap of neighbours); `bound` when it is at least that. */
function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) >= bound) return bound
  let rows: Rows = { before: [], row: Array.from({ length: b.length + 1 }, (_, j) => j) }
  for (let i = 1; i <= a.length; i++) rows = { before: rows.row, row: nextRow(rows, i, [a, b]) }
  return Math.min(rows.row[b.length] as number, bound)
}

interface Rows {
  readonly before: readonly number[]
  readonly row: readonly number[]
}

function nextRow({ before, row }: Rows, i: number, [a, b]: readonly [string, string]): readonly number[] {
  const next = [i]
  for (let j = 1; j <= b.length; j++) {
    const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
    const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    const swapped = isSwap ? (before[j - 2] as number) + 1 : replaced
    next.push(Math.min(replaced, swapped, (row[j] as number) + 1, (next[j - 1] as number) + 1))
  }
  return next
}

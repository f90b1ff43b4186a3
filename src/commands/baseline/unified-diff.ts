const around = 3

/** A diff of two texts with as many lines each, of which some differ: one hunk for each stretch, three lines around it. Empty where none does. */
export function unifiedDiff(file: string, before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const changed = old.flatMap((line, index) => (line === now[index] ? [] : [index]))
  if (changed.length === 0) return ''
  const hunks = stretches(changed).map(([first, last]) => hunk({ old, now, first, last }))
  return [`--- a/${file}`, `+++ b/${file}`, ...hunks.flat(), ''].join('\n')
}

/** Lines that are so near to one another that their surroundings would touch. */
function stretches(lines: readonly number[]): (readonly [first: number, last: number])[] {
  const found: [number, number][] = []
  for (const line of lines) {
    const open = found.at(-1)
    if (open !== undefined && line - open[1] <= 2 * around) open[1] = line
    else found.push([line, line])
  }
  return found
}

interface Hunk {
  readonly old: readonly string[]
  readonly now: readonly string[]
  readonly first: number
  readonly last: number
}

function hunk({ old, now, first, last }: Hunk): string[] {
  const from = Math.max(0, first - around)
  const to = Math.min(old.length, last + 1 + around)
  const size = `${from + 1},${to - from}`
  const lines = old.slice(from, to).flatMap((line, index) => {
    const other = now[from + index] as string
    return line === other ? [` ${line}`] : [`-${line}`, `+${other}`]
  })
  return [`@@ -${size} +${size} @@`, ...lines]
}

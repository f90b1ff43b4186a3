import { characterWidth, charactersOf, displayWidth } from './display-width.ts'

/** A text no wider than `width` columns: what is too long loses its middle, because names differ at their ends. */
export function cutMiddle(text: string, width: number): string {
  // Names of many kilobytes: no terminal is this wide, and segmenting them is slow.
  const bounded = text.length > 2000 ? `${text.slice(0, 900)}…${text.slice(-900)}` : text
  if (displayWidth(bounded) <= width) return bounded
  const characters = charactersOf(bounded)
  const tail = takeColumns(characters.toReversed(), Math.floor((width - 1) / 2))
  const head = takeColumns(characters, width - 1 - tail.columns)
  return `${head.taken.join('')}…${tail.taken.toReversed().join('')}`
}

function takeColumns(characters: readonly string[], columns: number): { readonly taken: string[]; readonly columns: number } {
  const taken: string[] = []
  let used = 0
  for (const character of characters) {
    const width = characterWidth(character)
    if (used + width > columns) break
    taken.push(character)
    used += width
  }
  return { taken, columns: used }
}

import { wordDistance } from './word-distance.ts'

/** The words of a list, the nearest to what was asked for first. */
export function search(asked: string, words: readonly string[]): string[] {
  const ranked = words.map((word) => ({ word, distance: wordDistance({ one: asked, other: word }) }))
  return ranked.toSorted((a, b) => a.distance - b.distance).map(({ word }) => word)
}

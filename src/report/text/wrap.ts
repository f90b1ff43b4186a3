import { cutMiddle } from './cut-middle.ts'
import { displayWidth } from './display-width.ts'

/** A text as lines no wider than `width` columns, broken at spaces. A single word that is wider loses its middle. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const fits = last !== undefined && displayWidth(last) + 1 + displayWidth(word) <= width
    if (fits) lines[lines.length - 1] = `${last} ${word}`
    // The space at which a line is broken is not carried over to the next.
    else if (word !== '' || last === undefined) lines.push(cutMiddle(word, width))
  }
  return lines.map((line) => line.trimEnd())
}

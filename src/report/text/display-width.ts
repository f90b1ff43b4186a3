// Made when the first text needs it: that takes up to 30 ms, and most runs print plain text.
let graphemes: Intl.Segmenter | undefined

// Needs no segmenter, one column a character: printable ASCII, Latin letters with accents, dashes, arrows, signs of mathematics, ticks.
const plain = /^[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2190-\u22ff\u2713\u2717]*$/

// Emoji, and the East Asian Wide and Fullwidth blocks of Unicode TR 11.
const wide =
  /^(?:\p{Emoji_Presentation}|.\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}])/u

/** What a reader sees as single characters: an emoji family or a letter with its accents is one. */
export function charactersOf(text: string): string[] {
  if (plain.test(text)) return text.split('')
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

/** Columns that a sanitized text takes on a terminal. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  return charactersOf(text).reduce((sum, character) => sum + characterWidth(character), 0)
}

/** Columns of one character: 2 for emoji and East Asian wide ones. */
export function characterWidth(character: string): number {
  return wide.test(character) ? 2 : 1
}

/** The text with spaces after it, up to the width. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

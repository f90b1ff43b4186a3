import { wrap } from '../text/wrap.ts'
import type { Palette } from './palette.ts'

/** What every part of the block needs to write its lines. */
export interface Page {
  readonly palette: Palette
  /** Columns. */
  readonly width: number
}

const labelWidth = 11

/** A labelled line of a detail block, wrapped under itself: `   samples    2.61 2.58 s`. The text must be sanitized. */
export function labelled(label: string, text: string, page: Page): string[] {
  return footnote(label, text, { ...page, width: page.width - 2 }).map((line) => `  ${line}`)
}

/** The same at the margin of the table, for what is said of the whole run. */
export function footnote(label: string, text: string, { palette, width }: Page): string[] {
  const indent = 1 + labelWidth
  const lines = wrap(text, width - indent)
  return lines.map((line, index) => {
    const margin = index === 0 && label !== '' ? ` ${palette.faint(label)}` : ' '
    return margin + ' '.repeat(indent - 1 - (index === 0 ? label.length : 0)) + line
  })
}

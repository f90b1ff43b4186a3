import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize } from '../text/sanitize.ts'

/** A piece of HTML that is safe to put into the page. Made by `markup` the tag alone, so that no text gets there unescaped. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | string | number | undefined | readonly Markup[]

/** HTML with its holes filled: texts sanitized and escaped, markup as it is, `undefined` as nothing. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: pieces.reduce((before, piece, index) => before + filled(parts[index - 1]) + piece) }
}

function filled(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'object') return 'markup' in part ? part.markup : part.map((one) => one.markup).join('')
  return escapeHtml(sanitize(String(part)))
}

/** Text that is harmless as content and inside a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const longestName = 160

/** A name from outside: its direction cannot spill over, and a very long one loses its middle. */
export function nameMarkup(name: string): Markup {
  return markup`<bdi>${cutMiddle(sanitize(name), longestName)}</bdi>`
}

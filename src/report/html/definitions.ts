import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** Terms and what is known of them; a term of which nothing is known is left out. */
export function definitions(entries: readonly (readonly [term: string, value: Markup | undefined])[]): Markup {
  const known = entries.flatMap(([term, value]) => (value === undefined ? [] : [markup`<div><dt>${term}</dt><dd>${value}</dd></div>
`])) // prettier-ignore
  return markup`<dl>${known}</dl>`
}

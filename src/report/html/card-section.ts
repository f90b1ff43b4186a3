import { markup } from './markup.ts'
import type { Markup } from './markup.ts'

/** A part of the page with a heading and an anchor. */
export interface CardSection {
  readonly id: string
  readonly title: string
  readonly content: Markup | undefined
}

/** The part as a card that a screen reader finds by its heading. */
export function cardSection({ id, title, content }: CardSection): Markup {
  return markup`<section class="card" id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`
}

import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'

interface CardParts {
  readonly title: string
  readonly note?: ComponentChildren
  readonly children: ComponentChildren
}

/** A part of a place with its heading. */
export function Card({ title, note, children }: CardParts): JSX.Element {
  const id = useId()
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{title}</h2>
        {note === undefined ? undefined : <p class="soft">{note}</p>}
      </div>
      {children}
    </section>
  )
}

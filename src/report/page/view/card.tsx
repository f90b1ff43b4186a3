import type { ComponentChildren, JSX } from 'preact'

interface CardParts {
  readonly title: string
  readonly note?: ComponentChildren
  readonly children: ComponentChildren
}

/** A part of a place with its heading. No landmark: there would be too many to walk by. */
export function Card({ title, note, children }: CardParts): JSX.Element {
  return (
    <section class="card">
      <div class="card-head">
        <h2>{title}</h2>
        {note === undefined ? undefined : <p class="soft">{note}</p>}
      </div>
      {children}
    </section>
  )
}

import type { ComponentChildren, JSX } from 'preact'

/** The heading of a place, with what it is about below. */
export function PageTitle({
  children,
  note,
}: {
  readonly children: ComponentChildren
  readonly note?: ComponentChildren
}): JSX.Element {
  return (
    <div class="title">
      <h1>{children}</h1>
      {note === undefined ? undefined : <p class="soft">{note}</p>}
    </div>
  )
}

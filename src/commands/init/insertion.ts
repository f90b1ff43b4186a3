/** A text put into a source at one place. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

/** The source with all of them; places are those of the source as it was. */
export function insert(source: string, insertions: readonly Insertion[]): string {
  return insertions
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), source)
}

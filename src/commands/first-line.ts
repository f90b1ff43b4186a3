/** The first line of what was thrown: the sentence, without the stack of a loader below it and the full stop behind it. */
export function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return (text.split('\n', 1)[0] as string).replace(/[.\s]+$/, '')
}

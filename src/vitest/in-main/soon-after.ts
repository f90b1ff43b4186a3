// Milliseconds in which Vitest has started its first workers. Then it has nothing to do until they answer.
const pause = 20

/** Begins some work soon, or as soon as what it returns is called. It is done once, whoever asks. */
export function soonAfter(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | undefined
  const begin = (): Promise<void> => (begun ??= work())
  // What goes wrong is told to those who ask.
  setTimeout(() => begin().catch(() => undefined), pause).unref()
  return begin
}

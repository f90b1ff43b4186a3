/** The name of the variable in `env:NAME`; undefined for any other text. */
export function secretName(written: string): string | undefined {
  return /^env:(\w+)$/.exec(written)?.[1]
}

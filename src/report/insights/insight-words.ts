/** An insight in words: where and what, what to do about it, what that promises, and what to type. */
export interface InsightWords {
  readonly finding: string
  readonly next: string
  /** `at most 71 % less duration of file a.test.ts: 2s to 580ms`. */
  readonly gain?: string
  /** A line for a shell that shows more, or measures what a change brought. */
  readonly command?: string
}

/** A name as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoted(text)
}

/** A name in the quotes of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

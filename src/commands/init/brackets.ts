const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Where the bracket that opens here is closed, in masked source; undefined where it is not. */
export function closingBracket(masked: string, open: number): number | undefined {
  const expected: string[] = []
  for (let at = open; at < masked.length; at++) {
    const char = masked[at] as string
    if (closers[char] !== undefined) expected.push(closers[char])
    else if (')]}'.includes(char) && expected.pop() !== char) return undefined
    if (expected.length === 0) return at
  }
  return undefined
}

/** Where each item between a pair of brackets starts, just after the bracket or comma. None for brackets that hold nothing. */
export function splitArguments(masked: string, open: number): number[] {
  const close = closingBracket(masked, open)
  if (close === undefined) return []
  const starts = [open + 1]
  for (let at = open + 1; at < close; at++) {
    if (masked[at] === ',') starts.push(at + 1)
    else if (closers[masked[at] as string] !== undefined) at = closingBracket(masked, at) ?? close
  }
  // A comma at the end, or nothing at all, starts nothing.
  const ends = [...starts.slice(1).map((start) => start - 1), close]
  return starts.filter((start, index) => masked.slice(start, ends[index]).trim() !== '')
}

/**
 * The source with everything blanked that is no code: comments, and what strings, templates and regular expressions hold (their
 * delimiters stay). As long as the source, line by line, so that places in one are places in the other.
 */
export function maskSource(source: string): string {
  let masked = ''
  while (masked.length < source.length) {
    const at = masked.length
    const end = endOfToken(source, at, masked)
    masked += end === at + 1 ? source[at] : blank(source.slice(at, end))
  }
  return masked
}

/** Where the comment, string, template or regular expression that starts here ends; one further for anything else. */
function endOfToken(source: string, at: number, before: string): number {
  const comment = endOfComment(source, at)
  if (comment !== undefined) return comment
  const char = source[at] as string
  if (char === "'" || char === '"') return endOfString(source, at)
  if (char === '`') return endOfTemplate(source, at)
  return char === '/' && startsExpression(before) ? endOfRegExp(source, at) : at + 1
}

function endOfComment(source: string, at: number): number | undefined {
  const two = source.slice(at, at + 2)
  if (two === '/*') return placeOf(source, at + 2, /(?<=\*\/)|$/g)
  const isLine = two === '//' || (at === 0 && two === '#!')
  return isLine ? placeOf(source, at, /[\r\n\u2028\u2029]|$/g) : undefined
}

function placeOf(source: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from
  return pattern.exec(source)?.index ?? source.length
}

function endOfString(source: string, at: number): number {
  const quote = source[at]
  let end = at + 1
  while (end < source.length && source[end] !== quote && source[end] !== '\n') end += source[end] === '\\' ? 2 : 1
  // Without its quote it ends with the line.
  return source[end] === quote ? end + 1 : Math.min(end, source.length)
}

/** A template may hold code, and that code templates again. */
function endOfTemplate(source: string, at: number): number {
  let end = at + 1
  while (end < source.length && source[end] !== '`') {
    if (source[end] === '\\') end += 2
    else if (source.startsWith('${', end)) end = endOfHole(source, end + 2)
    else end += 1
  }
  return Math.min(end + 1, source.length)
}

function endOfHole(source: string, from: number): number {
  let depth = 1
  let end = from
  while (end < source.length && depth > 0) {
    const next = endOfToken(source, end, source.slice(from, end))
    if (next === end + 1) depth += bracket(source[end] as string)
    end = next
  }
  return end
}

function bracket(char: string): number {
  if (char === '{') return 1
  return char === '}' ? -1 : 0
}

function endOfRegExp(source: string, at: number): number {
  const [found] = /^\/(?:[^\\/[\r\n]|\\.|\[(?:[^\\\]\r\n]|\\.)*\])+\//.exec(source.slice(at)) ?? []
  // Without an end it is no regular expression after all.
  return at + (found?.length ?? 1)
}

/** A slash after a value divides; anywhere else it starts a regular expression. */
function startsExpression(before: string): boolean {
  const last = before.trimEnd()
  return !/[\w$)\]}'"`]$/.test(last) || /\b(?:return|typeof|case|in|of|void|delete|await|yield)$/.test(last)
}

/** Blanks what stands between the delimiters; a comment has none, and what never ended only its first. Line breaks stay. */
function blank(token: string): string {
  const blanked = token.replace(/[^\r\n\u2028\u2029]/g, ' ')
  if (/^(?:\/\/|\/\*|#!)/.test(token)) return blanked
  const [first] = token
  return first + blanked.slice(1, -1) + (token.endsWith(first as string) ? first : blanked.slice(-1))
}

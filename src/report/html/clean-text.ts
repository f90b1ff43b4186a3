import { countOf } from '../measured-text.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize, sanitizeLines } from '../text/sanitize.ts'

const longestLine = 600
const mostLines = 60

/** A copy of plain data in which every text is safe to show: no control characters, of bounded length. A reason keeps its lines. */
export function cleaned<T>(value: T): T {
  return cleanedAt(value, '') as T
}

function cleanedAt(value: unknown, key: string): unknown {
  if (typeof value === 'string') return key === 'reason' ? cleanLines(value) : cleanName(value)
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map((one) => cleanedAt(one, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cleanedAt(inner, name)]))
}

// What most names are: nothing in them has to be looked at.
const harmless = /^[ -~]{0,160}$/

/** A name from outside as one line that is safe to show. */
export function cleanName(text: string): string {
  return harmless.test(text) ? text : cutMiddle(sanitize(text), longestLine)
}

function cleanLines(text: string): string {
  if (harmless.test(text)) return text
  const [first = '', ...output] = sanitizeLines(text.trimEnd())
  const left = output.length - mostLines
  const note = left > 0 ? [`… ${countOf(left, 'line')} before this in report.json`] : []
  return [first, ...note, ...output.slice(-mostLines)].map((line) => cutMiddle(line, longestLine)).join('\n')
}

import type { Check, FilePlace } from '../document.ts'
import { cutMiddle } from '../text/cut-middle.ts'
import { sanitize } from '../text/sanitize.ts'

/** How findings become annotations. */
export interface Annotating {
  /** The path that GitHub knows a file of the project by: relative to the root of the checkout. */
  readonly pathOf: (file: string) => string
  /** True where somebody else annotates what fails at the place of its declaration already, as Vitest's reporter does. */
  readonly failuresShown: boolean
}

/** GitHub shows ten of each level in a step. */
const most = 10

/**
 * Workflow commands that annotate what is not well, one line each: at the hot line of the cause where it is known, else where it was
 * promised.
 */
export function annotationsOf(checks: readonly Check[], { pathOf, failuresShown }: Annotating): string[] {
  const told = checks.filter((check) => !(failuresShown && check.level === 'error' && hotPlace(check) === undefined))
  const errors = told.filter(({ level }) => level === 'error').slice(0, most)
  const warnings = told.filter(({ level }) => level === 'warning').slice(0, most)
  return [...errors, ...warnings].map((check) => commandOf(check, pathOf))
}

/** A cause without a line is the file of a test: the declaration says more. */
function hotPlace({ cause }: Check): FilePlace | undefined {
  return cause?.line === undefined ? undefined : cause
}

function commandOf(check: Check, pathOf: Annotating['pathOf']): string {
  const { name, message, level, declared, cause } = check
  const place = hotPlace(check) ?? declared ?? cause
  const file = place === undefined ? [] : [['file', pathOf(place.file)]]
  const line = place?.line === undefined ? [] : [['line', String(place.line)]]
  const properties = [...file, ...line, ['title', `SLO ${cutMiddle(sanitize(name), 100)}`]] as [string, string][]
  const written = properties.map(([key, value]) => `${key}=${escapedProperty(sanitize(value))}`).join(',')
  return `::${level} ${written}::${escapedData(cutMiddle(sanitize(message).trim() || 'no reason was given', 1000))}`
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** A value for a message, as it was written and short: `'15 MB'`, `42`, `a list`, `a function`. Safe to print, whatever it holds. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return `'${printable(shorten(value))}'`
  if (typeof value === 'symbol') return printable(shorten(value.description ?? 'a symbol'))
  return typeof value === 'object' && value !== null ? showObject(value) : showSimple(value)
}

function showObject(value: object): string {
  if (!Array.isArray(value)) return 'an object'
  return value.length === 0 ? 'an empty list' : 'a list'
}

function showSimple(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  return typeof value === 'bigint' ? `${value}n` : String(value)
}

/** A choice in words: `'json' or 'html'`, `a, b or c`. */
export function showChoice(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}

/** Where a value stands: `slos.first-build.on.ci.objective`, `reports.formats[1]`, `slos["a name. with marks"].sli`. */
export function showPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, step) => before + showStep(step, before === ''), '')
}

function showStep(step: PropertyKey, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`
  const name = String(step)
  if (!/^[\w:@/-]+$/.test(name)) return `["${printable(shorten(name))}"]`
  return isFirst ? name : `.${name}`
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** Control characters as escapes: a message must not be able to move the cursor of a terminal. */
function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

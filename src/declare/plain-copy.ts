/**
 * The written value as plain data, safe to walk: objects without a prototype of their own, lists and simple values. All else
 * becomes a symbol that says what came (`a Map`, `a value that contains itself`), which no schema accepts. Never throws.
 */
export function plainCopy(raw: unknown): unknown {
  return copy(raw, new Map())
}

const inProgress = Symbol('a value that contains itself')
const mostItems = 10_000

function copy(raw: unknown, seen: Map<object, unknown>): unknown {
  if (typeof raw === 'function') return Symbol('a function')
  if (typeof raw === 'symbol') return Symbol('a symbol')
  if (typeof raw !== 'object' || raw === null) return raw
  if (seen.has(raw)) return seen.get(raw)
  seen.set(raw, inProgress)
  const copied = copyObject(raw, seen)
  seen.set(raw, copied)
  return copied
}

function copyObject(raw: object, seen: Map<object, unknown>): unknown {
  try {
    if (Array.isArray(raw)) return copyList(raw, seen)
    const strange = strangeness(raw)
    if (strange !== undefined) return Symbol(strange)
    return Object.fromEntries(Object.keys(raw).map((key) => [key, copy((raw as Record<string, unknown>)[key], seen)]))
  } catch {
    return Symbol('an object that cannot be read')
  }
}

function copyList(raw: readonly unknown[], seen: Map<object, unknown>): unknown {
  if (raw.length > mostItems) return Symbol(`a list of ${raw.length} items`)
  return Array.from(raw, (item) => copy(item, seen))
}

/** What is wrong with the object as a whole. What it inherits would be ignored silently, so it may inherit nothing. */
function strangeness(raw: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(raw)
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
  if (!isPlain) return nameOfKind(raw)
  if (Object.hasOwn(raw, '__proto__')) return 'an object with a key __proto__'
  return Object.getOwnPropertySymbols(raw).length > 0 ? 'an object with a symbol as key' : undefined
}

function nameOfKind(raw: object): string {
  const { constructor } = raw as { readonly constructor?: unknown }
  const name = typeof constructor === 'function' && constructor !== Object ? constructor.name : ''
  return name === '' ? 'an object with a prototype of its own' : `an object of class ${name}`
}

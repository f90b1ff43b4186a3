import { closingBracket, splitArguments } from './brackets.ts'

/** An expression in masked source. `depth` counts down, so that a variable that names itself ends the search. */
interface Place {
  readonly masked: string
  /** Where it starts, or the blanks before it. */
  readonly at: number
  readonly depth: number
}

/** More wrappers than a person writes around a configuration. */
const deepest = 8

/**
 * Where the object literal of the configuration opens, in the masked source of a Vitest or Vite config: found from `export default`
 * through wrappers (`defineConfig(...)`, the last argument of `mergeConfig(...)`), functions with one `return`, and variables.
 * Undefined when there is any doubt.
 */
export function findConfigObject(masked: string): number | undefined {
  const at = endOfOnly(masked, /(?<![\w$.])export\s+default(?![\w$])/g)
  return at === undefined ? undefined : objectAt({ masked, at, depth: deepest })
}

function objectAt({ masked, at: from, depth }: Place): number | undefined {
  const at = from + lengthOf(/^\s*/, masked.slice(from))
  if (depth === 0) return undefined
  if (masked[at] === '{') return at
  const inner = { masked, at, depth: depth - 1 }
  const body = bodyOfFunction(masked, at)
  if (body !== undefined) return masked[body] === '{' ? returnedFrom({ ...inner, at: body }) : objectAt({ ...inner, at: body })
  return masked[at] === '(' ? objectAt({ ...inner, at: at + 1 }) : namedAt(inner)
}

/** `() => ...`, `async ({ mode }) => ...`, `env => ...` */
function bodyOfFunction(masked: string, at: number): number | undefined {
  const rest = masked.slice(at)
  const bare = lengthOf(/^(?:async\s+)?[\w$]+\s*=>\s*/, rest)
  if (bare > 0) return at + bare
  const open = at + lengthOf(/^async\s*(?=\()/, rest)
  const close = masked[open] === '(' ? closingBracket(masked, open) : undefined
  const arrow = close === undefined ? 0 : lengthOf(/^(?:\s*:[^={]*)?\s*=>\s*/, masked.slice(close + 1))
  return close === undefined || arrow === 0 ? undefined : close + 1 + arrow
}

/** Only one `return` is no doubt: of several, each would need the plugin. */
function returnedFrom({ masked, at, depth }: Place): number | undefined {
  const close = closingBracket(masked, at) ?? at
  const value = endOfOnly(masked.slice(at, close), /(?<![\w$.])return(?![\w$])/g)
  return value === undefined ? undefined : objectAt({ masked, at: at + value, depth })
}

/** A call, or a variable that is declared once. */
function namedAt({ masked, at, depth }: Place): number | undefined {
  const rest = masked.slice(at)
  const [call, callee] = /^(?:await\s+)?([\w$]+)\s*(?:<[^()]*>)?\s*\(/.exec(rest) ?? []
  if (call !== undefined) {
    const starts = splitArguments(masked, at + call.length - 1)
    const start = callee === 'mergeConfig' ? starts.at(-1) : starts[0]
    return start === undefined ? undefined : objectAt({ masked, at: start, depth })
  }
  const [variable] = /^[\w$]+/.exec(rest) ?? []
  const value = variable === undefined ? undefined : endOfOnly(masked, declarationOf(variable))
  return value === undefined ? undefined : objectAt({ masked, at: value, depth })
}

function declarationOf(variable: string): RegExp {
  const name = variable.replaceAll('$', String.raw`\$`)
  return new RegExp(String.raw`\b(?:const|let|var)\s+${name}(?![\w$])\s*(?::[^=;]*)?=(?!=|>)`, 'g')
}

/** Where the only match ends; undefined where there is none, or a second one. */
function endOfOnly(text: string, pattern: RegExp): number | undefined {
  const [found, ...others] = text.matchAll(pattern)
  return found === undefined || others.length > 0 ? undefined : found.index + found[0].length
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0
}

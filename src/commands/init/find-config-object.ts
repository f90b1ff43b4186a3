import { closingBracket, splitArguments } from './brackets.ts'

/** Deep enough for any config that a person wrote; a variable that names itself must not hang us. */
const deepest = 8

/**
 * Where the object literal of the configuration opens, in the masked source of a Vitest or Vite config: found from `export default`
 * through wrappers (`defineConfig(...)`, the last argument of `mergeConfig(...)`), functions with one `return`, and variables.
 * Undefined when there is any doubt.
 */
export function findConfigObject(masked: string): number | undefined {
  const [found, ...others] = [...masked.matchAll(/(?<![\w$.])export\s+default(?![\w$])/g)]
  if (found === undefined || others.length > 0) return undefined
  return objectAt(masked, found.index + found[0].length, deepest)
}

function objectAt(masked: string, from: number, depth: number): number | undefined {
  const at = from + (/^\s*/.exec(masked.slice(from)) as RegExpExecArray)[0].length
  if (depth === 0) return undefined
  if (masked[at] === '{') return at
  const rest = masked.slice(at)
  return (
    functionAt(masked, at, rest, depth) ??
    (masked[at] === '(' ? objectAt(masked, at + 1, depth - 1) : namedAt(masked, at, rest, depth))
  )
}

/** `() => ({ ... })`, `async ({ mode }) => { ...; return { ... } }` */
function functionAt(masked: string, at: number, rest: string, depth: number): number | undefined {
  const [lead] = /^(?:async\s*)?(?=\()/.exec(rest) ?? []
  const close = lead === undefined ? undefined : closingBracket(masked, at + lead.length)
  const [arrow] = close === undefined ? [] : (/^(?:\s*:[^={]*)?\s*=>\s*/.exec(masked.slice(close + 1)) ?? [])
  const [bare] = /^(?:async\s+)?[\w$]+\s*=>\s*/.exec(rest) ?? []
  const body =
    close !== undefined && arrow !== undefined ? close + 1 + arrow.length : bare === undefined ? undefined : at + bare.length
  if (body === undefined) return undefined
  return masked[body] === '{' ? returnedFrom(masked, body, depth) : objectAt(masked, body, depth - 1)
}

/** Only one `return` is no doubt: of several, each would need the plugin. */
function returnedFrom(masked: string, open: number, depth: number): number | undefined {
  const close = closingBracket(masked, open) ?? open
  const [found, ...others] = [...masked.slice(open, close).matchAll(/(?<![\w$.])return(?![\w$])/g)]
  return found === undefined || others.length > 0 ? undefined : objectAt(masked, open + found.index + found[0].length, depth - 1)
}

/** A call, or a variable that is declared once. */
function namedAt(masked: string, at: number, rest: string, depth: number): number | undefined {
  const [call, name] = /^(?:await\s+)?([\w$]+)\s*(?:<[^()]*>)?\s*\(/.exec(rest) ?? []
  if (call !== undefined) {
    const starts = splitArguments(masked, at + call.length - 1)
    const start = name === 'mergeConfig' ? starts.at(-1) : starts[0]
    return start === undefined ? undefined : objectAt(masked, start, depth - 1)
  }
  const [, variable] = /^([\w$]+)/.exec(rest) ?? []
  return variable === undefined ? undefined : declaredAt(masked, variable, depth)
}

function declaredAt(masked: string, variable: string, depth: number): number | undefined {
  const name = variable.replaceAll('$', String.raw`\$`)
  const [found, ...others] = [
    ...masked.matchAll(new RegExp(String.raw`\b(?:const|let|var)\s+${name}(?![\w$])\s*(?::[^=;]*)?=(?!=|>)`, 'g')),
  ]
  return found === undefined || others.length > 0 ? undefined : objectAt(masked, found.index + found[0].length, depth - 1)
}

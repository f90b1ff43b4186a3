import type { Insertion } from './insertion.ts'

/** How the plugin comes into a source, and what it is called there. */
export interface PluginImport {
  readonly name: string
  /** Undefined where it is imported already. */
  readonly insertion?: Insertion
}

/** An import of the plugin, after those that are there and in their style. */
export function importPlugin(source: string, masked: string): PluginImport {
  const found = imports(masked)
  const known = found.map(({ start, end }) => nameOfPlugin(source.slice(start, end))).find((one) => one !== undefined)
  if (known !== undefined) return { name: known }
  const name = /(?<![\w$.])slo(?![\w$])/.test(masked) ? 'vitestSlo' : 'slo'
  const end = /\r\n/.test(source) ? '\r\n' : '\n'
  const last = found.at(-1)
  const written = last === undefined ? '' : source.slice(last.start, last.end)
  const quote = written.includes('"') ? '"' : "'"
  const line = `import ${name} from ${quote}vitest-slo${quote}${written.endsWith(';') ? ';' : ''}`
  if (last !== undefined) return { name, insertion: { at: last.end, text: `${end}${line}` } }
  return { name, insertion: { at: startOfCode(source, masked), text: `${line}${end}${end}` } }
}

function nameOfPlugin(declaration: string): string | undefined {
  return /^import\s+(?!type\s)([\w$]+)\s[^]*(['"])vitest-slo\2/.exec(declaration.trimStart())?.[1]
}

interface Range {
  readonly start: number
  readonly end: number
}

/** Import declarations; `import(...)` and `import.meta` are expressions. */
function imports(masked: string): Range[] {
  const declaration = /^[^\S\r\n]*import(?![\w$])(?!\s*[(.])[^'";]*(['"])\s*\1(?:\s*(?:with|assert)\s*\{[^}]*\})?[^\S\r\n]*;?/gm
  return [...masked.matchAll(declaration)].map((found) => ({ start: found.index, end: found.index + found[0].trimEnd().length }))
}

/** Below a first line for the shell and comments at the top, which say something about the whole file. */
function startOfCode(source: string, masked: string): number {
  const first = masked.search(/\S/)
  if (first === -1) return source.length
  // A comment straight above the first statement belongs to that; the last empty line parts the two.
  const [head = ''] = /^[^]*\n[^\S\r\n]*\r?\n/.exec(source.slice(0, first)) ?? []
  const directives = /^(?:\uFEFF)?(?:#!.*\r?\n)?(?:\s*(?:\/\/\/.*|\/\/ @ts-.*)\r?\n)*/.exec(source)?.[0].length ?? 0
  return Math.max(head.length, Math.min(directives, first))
}

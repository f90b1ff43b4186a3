import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * JavaScript that imports a module of this package, for `new Worker(code, { eval: true })` and `node -e`. `name` is relative to
 * `from`, the `import.meta.url` of the caller, and has no extension: the built file is used beside a built caller. Run from
 * sources, the TypeScript is loaded by jiti, because Node 20 cannot.
 */
export function entryCode(name: string, from: string): string {
  if (!from.endsWith('.ts')) return `import(${quoted(new URL(`${name}.js`, from).href)})`
  const entry = quoted(new URL(`${name}.ts`, from).href)
  const jiti = quoted(pathToFileURL(createRequire(from).resolve('jiti')).href)
  return `import(${jiti}).then(({ createJiti }) => createJiti(${entry}).import(${entry}))`
}

function quoted(text: string): string {
  return JSON.stringify(text)
}

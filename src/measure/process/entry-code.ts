import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * JavaScript that loads a module of this package, for `new Worker(code, { eval: true })` and `node -e`. `name` is relative to
 * `from`, the `import.meta.url` of the caller, and has no extension. Beside a built caller it is the file that the build has made of
 * it: CommonJS, because a thread spends as long on the loader of ES modules as on its own start. Run from sources, the TypeScript is
 * loaded by jiti, because Node 20 cannot.
 */
export function entryCode(name: string, from: string): string {
  if (!from.endsWith('.ts')) return `require(${quoted(fileURLToPath(new URL(`../../bundled/${basename(name)}.cjs`, from)))})`
  const entry = quoted(new URL(`${name}.ts`, from).href)
  const jiti = quoted(pathToFileURL(createRequire(from).resolve('jiti')).href)
  return `import(${jiti}).then(({ createJiti }) => createJiti(${entry}).import(${entry}))`
}

function quoted(text: string): string {
  return JSON.stringify(text)
}

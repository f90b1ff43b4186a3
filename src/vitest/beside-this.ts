import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Path of another module of this folder, with the extension that this one has: `.ts` in the sources, `.js` when built. */
export function besideThis(name: string, url: string): string {
  return fileURLToPath(new URL(`./${name}${extname(url)}`, url))
}

/** Path of a setup shim. Always TypeScript: Vitest inlines it from node_modules and runs it for every test file. */
export function setupShim(name: 'worker' | 'probes'): string {
  return fileURLToPath(new URL(`./setup/${name}.ts`, import.meta.url))
}

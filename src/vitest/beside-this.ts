import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Path of another module of this folder, with the extension that this one has: `.ts` in the sources, `.js` when built. */
export function besideThis(name: string, url: string): string {
  return fileURLToPath(new URL(`./${name}${extname(url)}`, url))
}

/** Path of the global set-up that lets the plugin in where Vitest does not call it. */
export const secondWayIn: string = besideThis('global-setup', import.meta.url)

/**
 * Path of a setup shim. TypeScript, because Vitest inlines that from node_modules and runs it for every test file; its twin in
 * JavaScript where Vitest leaves imports to Node (`viteModuleRunner: false`), which refuses TypeScript from there.
 */
export function setupShim(name: 'worker' | 'browser' | 'profile', native = false): string {
  return fileURLToPath(new URL(`./setup/${name}${native ? '.js' : '.ts'}`, import.meta.url))
}

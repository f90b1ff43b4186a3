import { createRequire } from 'node:module'
import { join } from 'node:path'

/** Name of the package that profiles with an add-on of its own, where somebody installed it. */
export const nativeName = 'v8-profiler-next'

/** Absolute path of the native profiler, looked for from the project and from here; undefined where it is not installed. */
export function findNative(root: string): string | undefined {
  for (const from of [join(root, 'package.json'), import.meta.url]) {
    try {
      return createRequire(from).resolve(nativeName)
    } catch {
      // Not installed there.
    }
  }
  return undefined
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The Vitest that a project has installed. */
export interface InstalledVitest {
  /** Absolute path of its program, to be run by Node. */
  readonly program: string
  readonly version: string
}

/** Finds it the way Node does, from the root of the project upwards; undefined where it is not installed. */
export function findVitest(root: string): InstalledVitest | undefined {
  try {
    const file = createRequire(join(root, 'package.json')).resolve('vitest/package.json')
    const { version, bin } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly version: string
      readonly bin: { readonly vitest: string }
    }
    return { program: join(dirname(file), bin.vitest), version }
  } catch {
    return undefined
  }
}

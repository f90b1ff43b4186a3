import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../model/config.ts'
import { ConfigError } from '../model/fault.ts'
import type { Fault } from '../model/fault.ts'
import { sli } from '../model/sli.ts'
import { defineConfig } from './define-config.ts'
import { loadFault } from './load-fault.ts'
import { parseConfig } from './parse-config.ts'
import type { ConfigContext } from './parse-config.ts'
import { cleanroom, relaxed, strict } from './presets.ts'

/** The config file of a project: the first of slo.config.ts, .mts, .js and .mjs in its root; undefined where there is none. */
export function findConfig(root: string): string | undefined {
  return ['ts', 'mts', 'js', 'mjs'].map((end) => resolve(root, `slo.config.${end}`)).find((file) => existsSync(file))
}

/**
 * Loads a config file outside Vitest, TypeScript included, and checks it. `vitest-slo/config` resolves to this very package, so
 * it need not be installed beside the file. Throws ConfigError with every fault.
 */
export async function loadConfig(file: string, context: ConfigContext): Promise<Config> {
  const refuse = (faults: readonly Fault[]): ConfigError => new ConfigError(context.file, faults)
  if (!existsSync(file)) throw refuse([{ code: 'not-found', path: '', came: file, hint: 'write one, or let `slo init` do it' }])
  const loaded = await importFile(resolve(file)).catch((error: unknown) => {
    throw refuse([faultOfLoading(error, resolve(file), false)])
  })
  const parsed = parseConfig(loaded['default'], context)
  if (!parsed.ok) throw refuse(parsed.faults)
  return parsed.config
}

/** What `loadFault` says, with the file read for it. Of columns only Vitest's own loader knows the right ones. */
export function faultOfLoading(error: unknown, file: string, exactColumns: boolean): Fault {
  const own = slashed(fileURLToPath(new URL('..', import.meta.url)))
  return loadFault(error, { file: slashed(file), text: readFileSync(file, 'utf8'), exactColumns, own })
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

/** What `vitest-slo/config` exports. */
const door = { cleanroom, defineConfig, relaxed, sli, strict }

/** Loads a TypeScript module with this package's own loader, anew each time. */
export async function importFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { 'vitest-slo/config': door },
  })
  return jiti.import(file)
}

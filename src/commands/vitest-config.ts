import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'

/** The config file that Vitest takes in a folder, by its own order of names; undefined where there is none. */
export function findVitestConfig(root: string): string | undefined {
  const names = ['vitest.config', 'vite.config'].flatMap((name) =>
    ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((end) => `${name}.${end}`),
  )
  return names.map((name) => resolve(root, name)).find((file) => existsSync(file))
}

/**
 * The names of the plugins in the text of a config, as a loader sees them. The
 * text is run, with all that it imports, as Vitest would. `vitest-slo` itself need not be installed for it. Rejects where it cannot be run.
 */
export async function pluginNames(file: string, text: string): Promise<string[]> {
  const { createJiti } = await import('jiti')
  // The plugin would set up a run when it is made; all that is asked here is whether it is.
  const virtualModules = { [ourName]: { default: () => ({ name: ourName }) } }
  const jiti = createJiti(file, { fsCache: false, moduleCache: false, interopDefault: false, virtualModules })
  const module = (await jiti.evalModule(text, { id: file, filename: file, ext: extname(file), async: true })) as {
    readonly default?: unknown
  }
  const { default: written } = module
  const config: unknown = await (typeof written === 'function' ? (written as ConfigFunction)(environment) : written)
  if (typeof config !== 'object' || config === null) throw new Error('it exports no configuration')
  return namesIn((config as Configured).plugins)
}

/** Name of the plugin, and of the package. */
export const ourName = 'vitest-slo'

/** As Vite calls a configuration that is a function. */
const environment = { command: 'serve', mode: 'test', isSsrBuild: false, isPreview: false }

type ConfigFunction = (given: typeof environment) => unknown

interface Configured {
  readonly plugins?: unknown
}

/** Plugins may be nested, promised or left out. */
async function namesIn(plugins: unknown): Promise<string[]> {
  const plugin: unknown = await plugins
  if (Array.isArray(plugin)) return (await Promise.all(plugin.map(namesIn))).flat()
  if (typeof plugin !== 'object' || plugin === null) return []
  const { name } = plugin as { readonly name?: unknown }
  return [typeof name === 'string' ? name : '']
}

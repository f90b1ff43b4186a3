import { existsSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import type { TestProject, Vitest } from 'vitest/node'
import { detectEnvironment } from '../../declare/detect-environment.ts'
import { faultOfLoading, findConfig, importFile } from '../../declare/load-config.ts'
import { parseConfig } from '../../declare/parse-config.ts'
import type { Config } from '../../model/config.ts'
import { ConfigError } from '../../model/fault.ts'

export interface LoadedConfig {
  readonly file: string
  readonly config: Config
  /** Modification time in ms, to notice an edit while watching. */
  readonly modified: number
}

/** The file that declares the SLOs: as given, else slo.config.ts beside the configuration that brought the plugin, else at the root. */
export function configFile(vitest: Vitest, given: string | undefined, project?: TestProject): string {
  const { root } = vitest.config
  if (given !== undefined) return resolve(root, given)
  const beside = project?.vite.config.configFile
  const folders = [project?.config.root, beside === undefined ? undefined : dirname(beside), root].filter(
    (folder) => folder !== undefined,
  )
  const found = folders.map(findConfig).find((file) => file !== undefined)
  return found ?? resolve(root, 'slo.config.ts')
}

/** Loads slo.config.ts through Vitest's own module runner, so that aliases and TypeScript work as in the tests. Throws ConfigError. */
export async function loadConfig(vitest: Vitest, file: string, before?: LoadedConfig): Promise<LoadedConfig> {
  const name = basename(file)
  if (!existsSync(file)) {
    throw new ConfigError(name, [
      { code: 'not-found', path: '', came: file, hint: 'run `slo init`, or remove slo() from the plugins' },
    ])
  }
  const modified = Math.round(statSync(file).mtimeMs)
  if (before?.modified === modified) return before
  const raw = await importDefault(vitest, file, before === undefined ? '' : `?slo=${modified}`)
  const parsed = parseConfig(raw, { file: name, ...detectEnvironment(process.env) })
  if (!parsed.ok) throw new ConfigError(name, parsed.faults)
  return { file, config: parsed.config, modified }
}

/** A query makes the module runner load the file anew; it must hold no dot, since Vite takes what follows the last one for the extension. */
async function importDefault(vitest: Vitest, file: string, query: string): Promise<unknown> {
  try {
    const module = leavesImportsToNode(vitest)
      ? await importFile(file)
      : await vitest.import<{ readonly default?: unknown }>(`${file}${query}`)
    return module.default
  } catch (error) {
    throw new ConfigError(basename(file), [faultOfLoading(error, file, true)])
  }
}

/** True where Vitest imports with Node itself, which on many versions cannot read TypeScript. */
export function leavesImportsToNode({ config }: Pick<TestProject, 'config'>): boolean {
  return config.experimental.viteModuleRunner === false
}

import { pathToFileURL } from 'node:url'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import type { Vite } from 'vitest/node'
import { probeProjectName } from './is-probes.ts'
import { besideThis, setupShim } from '../beside-this.ts'

/** Late enough to run alone, after the tests of every project. Not larger: Vitest fills an array up to it. */
const afterAllOthers = 1000

/**
 * The project that runs the probes. Its one test file is the configuration itself, so that they read as `slo.config.ts > build:first`;
 * its content is replaced by one test per probe, in words that Vitest can also list without running them.
 */
export function probeProject(file: string, { root, probes }: ProbeFile): TestProjectInlineConfiguration {
  return {
    ...onItsOwn,
    root,
    plugins: [probeModule(file, probes)],
    test: { ...aloneAndLast, include: [file], setupFiles: [setupShim('worker')] },
  }
}

interface ProbeFile {
  readonly root: string
  /** Names. */
  readonly probes: readonly string[]
}

/**
 * Without the user's configuration. From Vitest 5 on an inline project extends the root unless it says no, and lists are then joined:
 * the user's `include` would run the whole suite a second time. Vitest 4 has no word for it in its types.
 */
export const onItsOwn: object = { extends: false }

/** What both projects of ours are: alone, last, untouched by the user's settings. */
export const aloneAndLast = {
  name: probeProjectName,
  exclude: [] as string[],
  pool: 'forks',
  isolate: true,
  environment: 'node',
  globals: false,
  fileParallelism: false,
  testTimeout: 0,
  hookTimeout: 0,
  retry: 0,
  experimental: { viteModuleRunner: true },
  sequence: { groupOrder: afterAllOthers, hooks: 'stack', concurrent: false, shuffle: false },
} as const

function probeModule(file: string, probes: readonly string[]): Vite.Plugin {
  const runner = pathToFileURL(besideThis('../in-worker/probe-tests', import.meta.url)).href
  const tests = probes.map((name) => JSON.stringify(name)).map((name) => `test(${name}, testOfProbe(${name}))`)
  const lines = [`import { afterAll, test } from 'vitest'`, `import { confirmProbes, testOfProbe } from ${JSON.stringify(runner)}`, ...tests, 'afterAll(confirmProbes)'] // prettier-ignore
  return {
    name: 'vitest-slo:probes',
    enforce: 'pre',
    load: (id) => (id.split('?')[0] === file ? `${lines.join('\n')}\n` : undefined),
  }
}

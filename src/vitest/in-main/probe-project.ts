import type { TestProjectInlineConfiguration } from 'vitest/config'
import type { TestModule, Vite } from 'vitest/node'
import { attach } from './attach.ts'
import { setupShim } from '../beside-this.ts'
import type { SloOptions } from '../plugin.ts'

/** Name under which the probes show up in Vitest. */
export const probeProjectName = 'slo'

/** Late enough to run alone, after the tests of every project. Not larger: Vitest fills an array up to it. */
const afterAllOthers = 1000

/** True for the module that runs the probes. */
export function isProbes(module: TestModule, file: string): boolean {
  return module.project.name === probeProjectName && module.moduleId === file
}

/**
 * The project that runs the probes. Its one test file is the configuration itself, so that they read as `slo.config.ts > build:first`;
 * its content is left out, because the checked configuration is handed over as data.
 */
export function probeProject(file: string, root: string): TestProjectInlineConfiguration {
  return {
    root,
    plugins: [emptyModule(file)],
    test: { ...quiet, include: [file], setupFiles: [setupShim('worker'), setupShim('probes')] },
  }
}

/** The same project as a way in for a plugin that stands at the root of a workspace; its file is known only when Vitest has started. */
export function gateProject(options: SloOptions): TestProjectInlineConfiguration {
  return {
    plugins: [
      {
        name: 'vitest-slo:gate',
        configureVitest: async ({ vitest, project, injectTestProjects }) => {
          vitest.projects.splice(vitest.projects.indexOf(project), 1)
          const gate = await attach(vitest, { options })
          for (const other of vitest.projects) gate.instrument(other)
          await gate.addProbes(injectTestProjects)
        },
      },
    ],
    test: { ...quiet, name: 'slo-gate', include: [] },
  }
}

const quiet = {
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
  sequence: { groupOrder: afterAllOthers, hooks: 'stack', concurrent: false, shuffle: false },
} as const

function emptyModule(file: string): Vite.Plugin {
  return {
    name: 'vitest-slo:probes',
    enforce: 'pre',
    load: (id) => (id.split('?')[0] === file ? 'export {}' : undefined),
  }
}

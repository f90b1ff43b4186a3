/// <reference types="vitest/config" />
import type { Vite } from 'vitest/node'
import { attach } from './in-main/attach.ts'
import { secondWayIn } from './beside-this.ts'
import { gateProject } from './in-main/gate-project.ts'
import { allowShims, instrument } from './in-main/instrument.ts'
import { passVariable } from './pass-variable.ts'
import type { SloOptions } from './slo-options.ts'

/** How the global set-up, which Vitest loads as a module of its own, finds the options of the plugin. */
const optionsKey = Symbol.for('vitest-slo.options')
const shared = globalThis as { [optionsKey]?: SloOptions }

/** The options of the plugin that was made last: those of the root configuration. */
export function sharedOptions(): SloOptions {
  return shared[optionsKey] ?? {}
}

/** The Vitest plugin: measures every test, judges the SLOs of slo.config.ts when the run ends, and fails the run when one is violated. */
export function slo(options: SloOptions = {}): Vite.Plugin {
  shared[optionsKey] = options
  // In the process that profiles one test nothing is judged; whoever runs that process makes its workers record.
  if (process.env[passVariable] !== undefined) return { name: 'vitest-slo' }
  return {
    name: 'vitest-slo',
    config: (user) => ({
      test: {
        globalSetup: [secondWayIn],
        // Vitest calls `configureVitest` only for projects that have the plugin themselves. In a workspace of file projects no
        // project has it, so the gate brings one: the project of the probes.
        ...(user.test?.projects === undefined ? {} : { projects: [gateProject(options)] }),
      },
    }),
    // Vitest 4 makes a server of its own for browsers, from the same configuration file.
    configResolved: ({ server }) => allowShims(server),
    configureVitest: async ({ vitest, project, injectTestProjects }) => {
      const gate = await attach(vitest, { options, project })
      instrument(project)
      await gate.addProbes(injectTestProjects)
    },
  }
}

import type { TestProjectInlineConfiguration } from 'vitest/config'
import type { SloOptions } from '../slo-options.ts'
import { attach } from './attach.ts'
import { instrument } from './instrument.ts'
import { aloneAndLast, onItsOwn } from './probe-project.ts'

/** A project without tests, as a way in for a plugin that stands at the root of a workspace; its file is known only when Vitest has started. */
export function gateProject(options: SloOptions): TestProjectInlineConfiguration {
  return {
    ...onItsOwn,
    plugins: [
      {
        name: 'vitest-slo:gate',
        configureVitest: async ({ vitest, project, injectTestProjects }) => {
          vitest.projects.splice(vitest.projects.indexOf(project), 1)
          const gate = await attach(vitest, { options })
          for (const other of vitest.projects) instrument(other)
          await gate.addProbes(injectTestProjects)
        },
      },
    ],
    test: { ...aloneAndLast, name: 'slo-gate', include: [] },
  }
}

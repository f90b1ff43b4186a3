import type { TestModule } from 'vitest/node'

/** Name of the project under which the probes show up in Vitest. */
export const probeProjectName = 'slo'

/** True for the module that runs the probes: the configuration `file` itself, in the project made for it. */
export function isProbes(module: TestModule, file: string): boolean {
  return module.project.name === probeProjectName && module.moduleId === file
}

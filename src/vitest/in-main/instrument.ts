import { dirname } from 'node:path'
import type { TestProject } from 'vitest/node'
import { setupShim } from '../beside-this.ts'
import { leavesImportsToNode } from './load-config.ts'

/** Makes the workers of a project measure, once. Leaves everything else of the project as it is. */
export function instrument(project: TestProject): void {
  if (isInstrumented(project)) return
  const shim = setupShim('worker', leavesImportsToNode(project))
  project.config.setupFiles.unshift(shim)
  // For jsdom and browsers Vite serves only what lies in the workspace; the packages of a project may lie outside of it.
  project.vite.config.server.fs.allow.push(dirname(shim))
}

/** False for a project of a workspace in which only others have the plugin: its tests are no part of the promises. */
export function isInstrumented({ config }: TestProject): boolean {
  return [false, true].some((native) => config.setupFiles.includes(setupShim('worker', native)))
}

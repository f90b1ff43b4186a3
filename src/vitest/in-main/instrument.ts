import { dirname } from 'node:path'
import type { TestProject, Vite } from 'vitest/node'
import { setupShim } from '../beside-this.ts'
import { leavesImportsToNode } from './load-config.ts'

/** Makes the workers of a project measure, once. Leaves everything else of the project as it is. */
export function instrument(project: TestProject): void {
  if (isInstrumented(project)) return
  const shim = project.isBrowserEnabled() ? setupShim('browser') : setupShim('worker', leavesImportsToNode(project))
  project.config.setupFiles.unshift(shim)
  allowShims(project.vite.config.server)
}

/** For jsdom and browsers Vite serves only what lies in the workspace; the packages of a project may lie outside of it. */
export function allowShims({ fs }: Pick<Vite.ResolvedConfig['server'], 'fs'>): void {
  fs.allow.push(dirname(dirname(dirname(setupShim('worker')))))
}

/** False for a project of a workspace in which only others have the plugin: its tests are no part of the promises. */
export function isInstrumented({ config }: TestProject): boolean {
  const shims = [setupShim('worker'), setupShim('worker', true), setupShim('browser')]
  return shims.some((shim) => config.setupFiles.includes(shim))
}

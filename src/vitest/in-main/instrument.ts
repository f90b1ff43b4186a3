import { dirname, resolve } from 'node:path'
import type { TestProject, Vite } from 'vitest/node'
import { secondWayIn, setupShim } from '../beside-this.ts'
import { leavesImportsToNode } from './load-config.ts'

/** Makes the workers of a project measure, once. Leaves everything else of the project as it is. */
export function instrument(project: TestProject): void {
  if (isInstrumented(project)) return
  closeSecondWayIn(project.config)
  const shim = project.isBrowserEnabled() ? setupShim('browser') : setupShim('worker', leavesImportsToNode(project))
  project.config.setupFiles.unshift(shim)
  allowShims(project.vite.config.server)
}

/** The plugin is here: to load the global set-up, which would find that out, takes longer than all of it. */
export function closeSecondWayIn(config: TestProject['config']): void {
  config.globalSetup = [config.globalSetup].flat().filter((file) => resolve(file) !== resolve(secondWayIn))
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

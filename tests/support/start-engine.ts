import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject, TestSpecification } from 'vitest/node'
import { run } from './run.ts'

/** A Docker engine with the images of the tests; `missing` says why there is none. */
export interface Engine {
  readonly missing?: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    engine: Engine
  }
}

const scripts = join(import.meta.dirname, 'engine')

/**
 * Before the end-to-end tests, where some of them need it: uses the Docker engine that answers on the default socket, else starts one on
 * a Debian where we are root, and makes the images of the tests. Afterwards it ends the engine that it has started, and no other.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!(await isNeeded(project))) {
    project.provide('engine', { missing: 'no test of this run needs one' })
    return undefined
  }
  const missing = await tryTo(startEngine)
  if (missing !== undefined && (process.env.CI === 'true' || process.env.VITEST_SLO_NO_SKIP === '1')) {
    await stopEngine()
    throw new Error(`no Docker engine for the tests: ${missing}`)
  }
  project.provide('engine', { missing })
  return stopEngine
}

/** True when a test file that is going to run imports what it needs an engine for. */
async function isNeeded({ vitest, name }: TestProject): Promise<boolean> {
  const { filenamePattern } = vitest as unknown as { readonly filenamePattern?: string[] }
  const files = await vitest.globTestSpecifications(filenamePattern)
  const needs = ({ project, moduleId }: TestSpecification): boolean =>
    project.name === name && /support\/docker\.ts'/.test(readFileSync(moduleId, 'utf8'))
  return files.some(needs)
}

async function startEngine(): Promise<void> {
  if (isDebianRoot()) await demand('engine.sh', ['up', String(process.pid)])
  await demand('images.sh', [])
}

async function stopEngine(): Promise<void> {
  if (isDebianRoot()) await tryTo(() => demand('engine.sh', ['down', String(process.pid)]))
}

function isDebianRoot(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

async function demand(script: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { exitCode, stdout, stderr } = await run({ command: join(scripts, script), args, cwd: scripts, env, timeout: 400_000 })
  if (exitCode !== 0) throw new Error(`${script} ended with exit code ${exitCode}: ${(stderr || stdout).trim()}`)
}

async function tryTo(action: () => Promise<void>): Promise<string | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

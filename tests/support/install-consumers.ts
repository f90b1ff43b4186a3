import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { run } from './run.ts'

/** Where a project that uses the packed package finds its packages and its Node; `missing` says why it cannot be had here. */
export interface Consumer {
  readonly modules: string
  readonly node: string
  readonly missing?: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    consumers: { readonly 4: Consumer; readonly 5: Consumer }
    projects: string
  }
}

const root = join(import.meta.dirname, '../..')
const templates = join(import.meta.dirname, 'consumers')
const cache = join(tmpdir(), 'vitest-slo-consumers')
const hour = 3_600_000
const nodeOfVitest5 = 22

/** Packs the package and installs it beside each supported Vitest, outside the repository, once for all end-to-end tests. */
export default async function installConsumers(project: TestProject): Promise<() => void> {
  const strict = process.env.CI === 'true' || process.env.VITEST_SLO_NO_SKIP === '1'
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(tmpdir(), 'vitest-slo-e2e-'))
  const tarball = await pack(work)
  project.provide('consumers', {
    4: await orMissing(strict, async () => ({ modules: await installed('vitest-4', tarball), node: process.execPath })),
    5: await orMissing(strict, async () => ({ modules: await installed('vitest-5', tarball), node: await nodeForVitest5() })),
  })
  const projects = join(work, 'projects')
  mkdirSync(projects)
  project.provide('projects', projects)
  removeStale()
  return () => {
    if (process.env.VITEST_SLO_KEEP !== '1') rmSync(work, { recursive: true, force: true })
  }
}

async function orMissing(strict: boolean, consumer: () => Promise<Consumer>): Promise<Consumer> {
  try {
    return await consumer()
  } catch (error) {
    if (strict) throw error
    return { modules: '', node: '', missing: (error as Error).message.split('\n', 1)[0] }
  }
}

async function pack(folder: string): Promise<string> {
  await demand(root, 'npm', ['run', 'build'])
  await demand(root, 'npm', ['pack', '--ignore-scripts', '--pack-destination', folder])
  return join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz'))!,
  )
}

/** The present Node where Vitest 5 supports it; else one from the package `node`. */
async function nodeForVitest5(): Promise<string> {
  if (Number(process.versions.node.split('.', 1)[0]) >= nodeOfVitest5) return process.execPath
  return join(await installed('node-24'), '.bin/node')
}

/** Path of node_modules with the packages of a template and, where given, the tarball. Kept for the next run while neither changes. */
async function installed(template: string, tarball?: string): Promise<string> {
  const parts = [readFileSync(join(templates, template, 'package-lock.json')), tarball === undefined ? '' : readFileSync(tarball)]
  const hash = createHash('sha256').update(process.version)
  for (const part of parts) hash.update(part)
  const folder = join(cache, `${template}-${hash.digest('hex').slice(0, 16)}`)
  if (!existsSync(folder)) await install(template, folder, tarball)
  utimesSync(folder, new Date(), new Date())
  return join(folder, 'node_modules')
}

async function install(template: string, folder: string, tarball: string | undefined): Promise<void> {
  const draft = mkdtempSync(join(cache, 'draft-'))
  cpSync(join(templates, template), draft, { recursive: true })
  await demand(draft, 'npm', ['ci', '--no-audit', '--no-fund'])
  if (tarball !== undefined)
    await demand(draft, 'npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefer-offline', tarball])
  try {
    renameSync(draft, folder)
  } catch {
    // Another run of the tests was first: its folder is as good.
    rmSync(draft, { recursive: true, force: true })
  }
}

function removeStale(): void {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name)
    const { mtimeMs = Date.now() } = statSync(folder, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > 2 * hour) rmSync(folder, { recursive: true, force: true })
  }
}

async function demand(cwd: string, command: string, args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await run({ cwd, command, args, timeout: 300_000 })
  if (exitCode !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with exit code ${exitCode} in ${cwd}\n${stdout}${stderr}`)
}

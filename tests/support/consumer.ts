import { mkdirSync, mkdtempSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, inject } from 'vitest'
import { run } from './run.ts'
import type { Ended } from './run.ts'

/** A supported major version of Vitest. */
export type Major = 4 | 5
export const majors: readonly Major[] = [4, 5]

export interface RunOptions {
  readonly major: Major
  /** Set on top of a clean environment; `undefined` removes. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Milliseconds; 120,000 by default. */
  readonly timeout?: number
}

/** An installation of the packed package beside one Vitest: the folder with its node_modules, its Node and the environment to run it in. */
export function consumer(major: Major): { readonly dir: string; readonly node: string; readonly env: NodeJS.ProcessEnv } {
  const { modules, node, missing } = inject('consumers')[major]
  if (missing !== undefined) throw new Error(`Vitest ${major} could not be installed: ${missing}`)
  return { dir: dirname(modules), node, env: cleanEnvironment(dirname(node)) }
}

/** `describe` for one Vitest. Where it could not be installed, the tests are skipped and their name says why. */
export function describeVitest(major: Major, name: string, body: () => void): void {
  const { missing } = inject('consumers')[major]
  if (missing === undefined) describe(`Vitest ${major}: ${name}`, body)
  else describe.skip(`Vitest ${major}: ${name} (skipped: ${missing})`, body)
}

/** Makes a project outside the repository that has these files and the packed package installed. Removed at the end of the run. */
export function project(files: Readonly<Record<string, string>>, { major }: { readonly major: Major }): string {
  const dir = mkdtempSync(join(inject('projects'), `vitest-${major}-`))
  symlinkSync(join(consumer(major).dir, 'node_modules'), join(dir, 'node_modules'), 'junction')
  const manifest = JSON.stringify({ name: 'project', private: true, type: 'module' })
  for (const [path, text] of Object.entries({ 'package.json': manifest, ...files })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

/** `vitest run` with these arguments, as a user of the project would call it. */
export async function runVitest(dir: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  return await runBin({ dir, bin: 'vitest', args: ['run', ...args] }, options)
}

/** `vitest bench`, once. */
export async function runVitestBench(dir: string, options: RunOptions): Promise<Ended> {
  return await runBin({ dir, bin: 'vitest', args: ['bench', '--run'] }, options)
}

/** `slo` with these arguments, as a user of the project would call it. */
export async function runSlo(dir: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  return await runBin({ dir, bin: 'slo', args }, options)
}

async function runBin(
  { dir, bin, args }: { dir: string; bin: string; args: readonly string[] },
  options: RunOptions,
): Promise<Ended> {
  const { env } = consumer(options.major)
  const command = join(readlinkSync(join(dir, 'node_modules')), '.bin', bin)
  return await run({ command, args, cwd: dir, env: { ...env, ...options.env }, timeout: options.timeout })
}

/** What surrounds these tests must not reach the runs they start: a Vitest inside a Vitest, a CI, colours. */
function cleanEnvironment(firstOnPath: string): NodeJS.ProcessEnv {
  const foreign =
    /^(VITEST|SLO_|npm_|GITHUB_|CI$|TEST$|DEV$|PROD$|MODE$|BASE_URL$|SSR$|NODE_ENV$|NODE_OPTIONS$|NODE_V8_COVERAGE$|FORCE_COLOR$|TEST_RESULTS$)/
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(kept), NO_COLOR: '1', PATH: `${firstOnPath}${delimiter}${process.env.PATH}` }
}

import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findConfig } from '../declare/load-config.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import { ignoreFolder } from './init/ignore-folder.ts'
import { nextSteps } from './init/next-steps.ts'
import { planVitestConfig } from './init/plan-vitest-config.ts'
import { starterConfig } from './init/starter-config.ts'
import type { Step } from './init/step.ts'
import { loadProject } from './load-project.ts'
import { printJson } from './print-json.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

export interface InitRequest {
  readonly dryRun?: boolean
  readonly json?: boolean
}

/**
 * `slo init`: makes a project ready for its first gated run. Writes only what is missing. 2 where something is left to be done by
 * hand, after all the rest was done.
 */
export async function init({ dryRun = false, json }: InitRequest, world: World): Promise<ExitCode> {
  const { cwd } = world
  if (!existsSync(join(cwd, 'package.json')))
    throw new SloError(`there is no package.json in ${cwd}: run slo init in the root of your project`)
  const steps = [await planVitestConfig(cwd), planConfig(cwd), await planIgnore(world)]
  if (!dryRun) for (const { file, text } of steps) if (text !== undefined) writeWhole(join(cwd, file), [text], file)
  const exitCode = steps.some(({ action }) => action === 'not-done') ? 2 : 0
  const next = nextSteps(cwd)
  if (json === true)
    printJson(world.stdout, { exitCode, dryRun, files: steps.map(({ file, action, note }) => ({ file, action, note })), next })
  else world.stdout.write([...steps.map((step) => stepLine(step, dryRun)), '', ...next, ''].join('\n'))
  return exitCode
}

function planConfig(root: string): Step {
  const there = findConfig(root)
  if (there !== undefined) return { file: basename(there), action: 'unchanged', note: 'is yours already' }
  return { file: 'slo.config.ts', action: 'created', note: 'three promises to start from', text: starterConfig }
}

async function planIgnore(world: World): Promise<Step> {
  const file = '.gitignore'
  const path = join(world.cwd, file)
  const isThere = existsSync(path)
  const dir = await reportsDir(world)
  const text = ignoreFolder(isThere ? readFileSync(path, 'utf8') : '', dir)
  if (text === undefined) return { file, action: 'unchanged', note: `leaves out ${dir}` }
  return { file, action: isThere ? 'changed' : 'created', note: `leaves out ${dir}, the folder of the reports`, text }
}

/** As configured, where there is a configuration that can be used. */
async function reportsDir(world: World): Promise<string> {
  if (findConfig(world.cwd) === undefined) return '.slo'
  return loadProject(world).then(
    ({ config }) => config.reports.dir,
    () => '.slo',
  )
}

function stepLine({ file, action, note }: Step, dryRun: boolean): string {
  const done = { created: 'created', changed: 'changed', unchanged: 'kept', 'not-done': 'NOT DONE' }[action]
  const would = { created: 'would create', changed: 'would change', unchanged: 'would keep', 'not-done': 'CANNOT DO' }[action]
  return `${(dryRun ? would : done).padEnd(dryRun ? 12 : 8)}  ${file}: ${note}`
}

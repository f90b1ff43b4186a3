import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { describeCommit } from '../../vitest/in-main/describe-commit.ts'
import { firstLine } from '../first-line.ts'
import { loadProject } from '../load-project.ts'
import { findVitestConfig, ourName, pluginNames } from '../vitest-config.ts'
import type { World } from '../world.ts'
import type { Finding } from './finding.ts'

/** Whether this project has all that a gate needs: configuration, plugin, a place for the reports, a commit. */
export async function probeProject(world: World): Promise<Finding[]> {
  const { finding, dir } = await configFinding(world)
  return [finding, await pluginFinding(world.cwd), reportsFinding(world.cwd, dir), await gitFinding(world)]
}

async function configFinding(world: World): Promise<{ readonly finding: Finding; readonly dir: string }> {
  const name = 'slo.config'
  try {
    const { name: file, config } = await loadProject(world)
    const found = `${file} is valid, SLOs: ${config.slos.length}, environment ${config.environment}, machine class ${config.machineClass}`
    return { finding: { name, status: 'ok', found }, dir: config.reports.dir }
  } catch (error) {
    const [found = '', ...rest] = (error as Error).message.split('\n')
    return { finding: { name, status: 'fail', found: rest.length === 0 ? found : [found, ...rest].join('\n') }, dir: '.slo' }
  }
}

async function pluginFinding(root: string): Promise<Finding> {
  const name = 'plugin'
  const path = findVitestConfig(root)
  if (path === undefined) return { name, status: 'fail', found: 'there is no Vitest config here', follows: 'slo init writes one' }
  const file = basename(path)
  try {
    const names = await pluginNames(path, readFileSync(path, 'utf8'))
    if (names.includes(ourName)) return { name, status: 'ok', found: `${file} has it` }
    return { name, status: 'fail', found: `${file} does not have it, so nothing is judged`, follows: 'slo init adds it' }
  } catch (error) {
    return { name, status: 'fail', found: `${file} could not be loaded: ${firstLine(error)}` }
  }
}

/** Looks at the folder, or at the nearest one above it that exists: trying it out by writing would leave one behind. */
function reportsFinding(root: string, dir: string): Finding {
  const name = 'reports'
  let folder = resolve(root, dir)
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return { name, status: 'ok', found: `${dir} can be written` }
  } catch (error) {
    const found = `${dir} cannot be written: ${(error as NodeJS.ErrnoException).code} at ${relative(root, folder) || '.'}`
    return { name, status: 'fail', found, follows: 'give this user the right to write there, or set reports.dir' }
  }
}

async function gitFinding({ cwd, env }: World): Promise<Finding> {
  const { commit, branch } = await describeCommit(cwd, env)
  if (commit === undefined) {
    return { name: 'git', status: 'note', found: 'no commit is known', follows: 'reports will not say what was measured, and slo check cannot tell commits apart' } // prettier-ignore
  }
  return { name: 'git', status: 'ok', found: `commit ${commit.slice(0, 10)}${branch === undefined ? '' : ` on ${branch}`}` }
}

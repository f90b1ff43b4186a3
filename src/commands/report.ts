import { existsSync, statSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { findConfig } from '../declare/load-config.ts'
import type { ExitCode } from '../model/run.ts'
import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import { loadProject } from './load-project.ts'
import { pastOf } from './past-of.ts'
import { readReport } from './read-report.ts'
import { renderRun } from './render-run.ts'
import type { Rendering } from './render-run.ts'
import type { World } from './world.ts'

export interface ReportRequest extends Rendering {
  /** A report file, or the folder that holds report.json. */
  readonly path?: string
}

/** `slo report`: shows a stored run. Shows only: the exit code is 0 whatever the run came to. */
export async function report({ path, ...rendering }: ReportRequest, world: World): Promise<ExitCode> {
  const place = resolve(world.cwd, path ?? (await reportsDir(world)))
  const file = path === undefined || isFolder(place) ? join(place, 'report.json') : place
  const name = relative(world.cwd, file) || file
  const run = readReport(file, name)
  renderRun({ run, files: [name], past: await pastOfProject(run, world) }, rendering, world)
  return 0
}

/** A project that cannot be loaded, or has none, must not keep a run from being shown. */
async function pastOfProject(run: Run, world: World): Promise<Past | undefined> {
  if (findConfig(world.cwd) === undefined) return undefined
  try {
    const { root, config } = await loadProject(world)
    return await pastOf({ root, config: { ...config, slos: run.verdicts.map(({ slo }) => slo) }, before: run })
  } catch {
    return undefined
  }
}

/** As configured. A configuration that is broken today must not hide the run of yesterday, so then it is where it is by default. */
async function reportsDir(world: World): Promise<string> {
  const standard = '.slo'
  const file = findConfig(world.cwd)
  if (file === undefined) return standard
  try {
    return (await loadProject(world)).config.reports.dir
  } catch {
    world.stderr.write(
      `${basename(file)} could not be loaded (slo validate says why), so the report is looked for in ${standard}\n`,
    )
    return standard
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

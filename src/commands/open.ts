import { existsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { summarize } from '../aggregate/summarize.ts'
import { standingsOf } from '../finish-run.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode, Run } from '../model/run.ts'
import { pageKit } from '../page-kit.ts'
import { renderHtmlChunks } from '../report/html.ts'
import { browserFor } from './open/browser-for.ts'
import { startBrowser } from './open/start-browser.ts'
import { pastOfProject, reportsDir, storedRun } from './report/stored-run.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

export interface OpenRequest {
  /** A report file, the folder it lies in, the begin of an id, or `last`; by default the last run. */
  readonly place?: string
}

/**
 * `slo open`: shows the HTML report of a run in the browser, and prints its path. Where nobody could look at a browser (CI, no display)
 * the path is all; rejects with SloError where the browser did not start.
 */
export async function open({ place }: OpenRequest, world: World): Promise<ExitCode> {
  const file = await pageFile(place, world)
  world.stdout.write(`${relative(world.cwd, file) || file}\n`)
  const browser = browserFor(file, world)
  if (browser.kind === 'none') world.stderr.write(`not opened: ${browser.reason}\n`)
  else {
    const failure = await startBrowser(browser, world)
    if (failure !== undefined) throw new SloError(`slo open: ${browser.command} did not open it: ${failure}. BROWSER names another program; the report is ${file}`) // prettier-ignore
  }
  return 0
}

/** The page that the last run wrote, where it wrote one; of every other run a page is made. */
async function pageFile(place: string | undefined, world: World): Promise<string> {
  const dir = resolve(world.cwd, await reportsDir(world))
  if (place === undefined && isOfLastRun(join(dir, 'report.html'), join(dir, 'report.json'))) return join(dir, 'report.html')
  const { run } = await storedRun(place, world)
  const file = join(dir, `opened-${nameOf(run)}.html`)
  const { past, fitness = 'check' } = await pastOfProject(run, world)
  const options = { summarize, kit: pageKit(world.cwd), past, standings: standingsOf(run, past, fitness) }
  writeWhole(file, renderHtmlChunks(run, options), relative(world.cwd, file))
  return file
}

/** A run that writes both writes them together; a page that is older is of an earlier run. */
function isOfLastRun(page: string, report: string): boolean {
  if (!existsSync(page)) return false
  return !existsSync(report) || statSync(page).mtimeMs >= statSync(report).mtimeMs
}

function nameOf({ id }: Run): string {
  return id.slice(0, 8).replaceAll(/[^\w-]/g, '_')
}

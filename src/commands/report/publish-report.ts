import { mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { summarize } from '../../aggregate/summarize.ts'
import { standingsOf } from '../../finish-run.ts'
import { SloError } from '../../model/fault.ts'
import type { Config } from '../../model/config.ts'
import type { Past } from '../../model/past.ts'
import type { Run } from '../../model/run.ts'
import { pageKit } from '../../page-kit.ts'
import { renderHtmlChunks } from '../../report/html.ts'
import { publishedRun } from '../../report/published-index.ts'
import type { World } from '../world.ts'
import { writeWhole } from '../write-whole.ts'
import { writeIndex } from './write-index.ts'

/** What is published, and where. */
export interface Publishing {
  readonly run: Run
  readonly past?: Past
  /** Whether timings of machines that were not fit count among them. */
  readonly fitness?: Config['fitness']
  /** A folder, relative to where we are. */
  readonly dir: string
  /** How many runs stay there. */
  readonly keep: number
}

/**
 * Puts the page of a run into a folder that is published as a site: `runs/<id>.html`, an `index.html` of all runs there, the newest
 * first, and `latest.html`. Every file is written whole; publishing a run again changes nothing else. Throws SloError where it cannot be
 * written.
 */
export function publishReport({ run, past, fitness = 'check', dir, keep }: Publishing, world: World): void {
  const folder = resolve(world.cwd, dir)
  const name = relative(world.cwd, folder) || dir
  if (!/^[\w.-]+$/.test(run.id) || run.id.startsWith('.'))
    throw new SloError(`run ${run.id} cannot be published: its id is no file name`)
  makeFolder(join(folder, 'runs'), name)
  const write = (file: string, chunks: Iterable<string>): void => writeWhole(join(folder, file), chunks, `${name}/${file}`)
  const html = {
    summarize,
    kit: pageKit(world.cwd),
    standings: standingsOf(run, past, fitness),
    ...(past === undefined ? {} : { past }),
  }
  write(`runs/${run.id}.html`, renderHtmlChunks(run, html))
  // Last of the two: what the index names is there.
  write(`runs/${run.id}.json`, [`${JSON.stringify(publishedRun(run), undefined, 2)}\n`])
  const count = writeIndex(folder, keep, write)
  world.stderr.write(
    `published ${name}/runs/${run.id}.html; ${name}/index.html lists ${count === 1 ? '1 run' : `${count} runs`}\n`,
  )
}

function makeFolder(folder: string, name: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new SloError(`${name} cannot be made: ${(error as Error).message}`)
  }
}

import { join, relative, resolve } from 'node:path'
import { summarize } from '../aggregate/summarize.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode, Run, Shard } from '../model/run.ts'
import { reportFile } from '../ports.ts'
import { renderJsonChunks } from '../report/json.ts'
import { findVitest } from './find-vitest.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './load-project.ts'
import { conclude } from './run/conclude.ts'
import { freshReport, storedId } from './run/fresh-report.ts'
import type { StoredResult } from './run/fresh-report.ts'
import { runVitest } from './run/run-vitest.ts'
import { vitestOption } from './run/vitest-option.ts'
import type { World } from './world.ts'

export interface RunRequest {
  /** Handed to Vitest as they are. */
  readonly vitestArgs: readonly string[]
  readonly config?: string
  readonly json?: boolean
}

/**
 * `slo run`: `vitest run`, with the exit codes of the command line. The configuration is checked before anything starts. Throws
 * SloError where nothing could be judged.
 */
export async function run({ vitestArgs, config: file, json }: RunRequest, world: World): Promise<ExitCode> {
  const project = await loadProject(world, { root: vitestOption(vitestArgs, ['--root', '-r']), file })
  const stored = storedResult(project, shardOf(vitestArgs), world)
  const vitest = findVitest(project.root)
  if (vitest === undefined) throw new SloError(`Vitest is not installed for ${project.root}: npm install --save-dev vitest`)
  const before = { id: storedId(stored.file), at: world.now() }
  const end = await runVitest(
    { args: [vitest.program, 'run', ...vitestArgs], stdout: json === true ? 'stderr' : 'stdout' },
    world,
  )
  const judged = end.interrupted === undefined ? freshReport(stored, before) : undefined
  const { exitCode, note } = conclude(end, judged, stored.name)
  if (note !== undefined) world.stderr.write(`${note}\n`)
  if (json === true) printReport(judged, world)
  return exitCode
}

/** Where this run will write its result. Throws SloError where it is configured not to. */
function storedResult({ root, name, config: { reports } }: Project, shard: Shard | undefined, { cwd }: World): StoredResult {
  if (!reports.formats.includes('json')) {
    throw new SloError(`${name}: reports.formats leaves out 'json', which slo run reads the verdicts from; add it`)
  }
  const path = join(resolve(root, reports.dir), reportFile('json', shard))
  return { file: path, name: relative(cwd, path) }
}

function shardOf(vitestArgs: readonly string[]): Shard | undefined {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(vitestOption(vitestArgs, ['--shard']) ?? '') ?? []
  return index === undefined ? undefined : { index: Number(index), count: Number(count) }
}

function printReport(judged: Run | undefined, { stdout }: World): void {
  if (judged === undefined) return
  for (const chunk of renderJsonChunks(judged, summarize)) stdout.write(chunk)
}

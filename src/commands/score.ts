import { resolve } from 'node:path'
import { scoreOf, worthOf } from '../judge/score.ts'
import type { ExitCode, Run } from '../model/run.ts'
import type { Status } from '../model/verdict.ts'
import { sanitize } from '../report/text/sanitize.ts'
import { alignColumns } from './align-columns.ts'
import { loadProject } from './load-project.ts'
import { printJson } from './print-json.ts'
import { storedRun } from './report/stored-run.ts'
import type { World } from './world.ts'

export interface ScoreRequest {
  /** A report file, the folder that holds report.json, the begin of an id, or `last`; the last run by default. */
  readonly path?: string
  /** The slo.config file. */
  readonly config?: string
  /** The lowest score that will do. */
  readonly min?: number
  readonly json?: boolean
}

/** One verdict as a part of the score. */
interface Part {
  readonly slo: string
  readonly status: Status
  /** From 0 to 1. */
  readonly worth: number
}

/** `slo score`: the health of a stored run. With a minimum 1 where it is lower, and 3 where there is none; else 0. */
export async function score(request: ScoreRequest, world: World): Promise<ExitCode> {
  const { run } = await storedRun(request.path ?? (await reportsDir(world, request.config)), world)
  const total = scoreOf(run)
  const parts = run.verdicts.map((verdict): Part => ({ slo: verdict.slo.name, status: verdict.status, worth: worthOf(verdict) }))
  const exitCode = exitCodeOf(total, request.min)
  if (request.json === true) printJson(world.stdout, { score: total, min: request.min, exitCode, parts })
  else for (const line of linesOf(run, total, parts)) world.stdout.write(`${line}\n`)
  if (exitCode === 1 && request.json !== true) world.stdout.write(`below the minimum of ${request.min}\n`)
  return exitCode
}

async function reportsDir(world: World, file: string | undefined): Promise<string> {
  const { root, config } = await loadProject(world, { file })
  return resolve(root, config.reports.dir)
}

function exitCodeOf(total: number | undefined, min: number | undefined): ExitCode {
  if (min === undefined) return 0
  if (total === undefined) return 3
  return total < min ? 1 : 0
}

function linesOf({ scope }: Run, total: number | undefined, parts: readonly Part[]): string[] {
  if (total === undefined) return [parts.length === 0 ? 'no score: nothing is promised' : `no score: the run was ${scope}, and only whole ones have one`] // prettier-ignore
  const lost = parts.filter(({ worth }) => worth < 1).toSorted((a, b) => a.worth - b.worth)
  const met = parts.length - lost.length
  const rows = lost.map(({ slo, status, worth }) => [`  ${sanitize(slo)}`, status, `counts ${worth}`])
  return [`score ${total} of 100`, ...alignColumns(rows), ...(met === 0 ? [] : [`  ${met} met`])]
}

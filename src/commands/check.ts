import { relative, resolve } from 'node:path'
import { judgeRun } from '../finish-run.ts'
import { SloError } from '../model/fault.ts'
import type { Past } from '../model/past.ts'
import type { ExitCode, Run } from '../model/run.ts'
import { countOf } from '../report/measured-text.ts'
import { wantsAlerts } from './alerts/wants-alerts.ts'
import { boundsOf } from './check/bounds-of.ts'
import { findReports, reportsIn } from './check/find-reports.ts'
import { mergeFacts, mergeMeasured } from './check/merge-runs.ts'
import { refuseMix } from './check/refuse-mix.ts'
import type { Stored } from './check/stored.ts'
import { refuseUnfinished } from './check/refuse-unfinished.ts'
import { testSlosOf } from './check/test-slos.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './load-project.ts'
import { pastOf } from './past-of.ts'
import { readReport } from './read-report.ts'
import { renderRun } from './render-run.ts'
import { declaredIn } from './report/declared-in.ts'
import type { Rendering } from './write-report.ts'
import type { World } from './world.ts'

export interface CheckRequest extends Rendering {
  readonly paths: readonly string[]
  /** The slo.config file. */
  readonly config?: string
}

/**
 * `slo check`: judges stored results as one run, by today's configuration. Every result must be readable and belong to the others.
 * Throws SloError where that is not so.
 */
export async function check({ paths, config: file, ...rendering }: CheckRequest, world: World): Promise<ExitCode> {
  const files = paths.length > 0 ? await findReports(paths, world.cwd) : await ownReports(world, file)
  const unfinished = refuseUnfinished(files, world.cwd)
  if (unfinished !== undefined) throw new SloError(unfinished)
  const all = files.map((name): Stored => ({ file: name, run: readReport(resolve(world.cwd, name), name) }))
  const refusal = refuseMix(all)
  if (refusal !== undefined) throw new SloError(refusal)
  const { root, config } = await loadProject(world, { file, environment: boundsOf(all, world.env) })
  const runs = all.map(({ run }) => run)
  const facts = mergeFacts(all, config)
  const testSlos = testSlosOf(runs, config)
  const past = await pastOf({ root, config, testSlos, before: facts, here: facts })
  if (past?.unread !== undefined) world.stderr.write(`${past.unread}\n`)
  const run = judgeRun({ config, measured: mergeMeasured(all, config), facts, testSlos, past })
  for (const note of machineNotes(all)) world.stderr.write(`${note}\n`)
  await renderRun({ run, files, past, fitness: config.fitness }, rendering, world)
  await tell({ run, past }, { root, config }, world)
  return run.exitCode
}

/** A whole run has told of itself when it ended; the parts of one have not. */
async function tell(
  { run, past }: { readonly run: Run; readonly past?: Past },
  { root, config }: Pick<Project, 'root' | 'config'>,
  { env, stderr, cwd }: World,
): Promise<void> {
  if (run.scope !== 'merged' || !wantsAlerts(run, config, env)) return
  const { tellAlerts } = await import('./alerts/tell-alerts.ts')
  const about = { root, env, declared: declaredIn(cwd), ...(past === undefined ? {} : { past }) }
  await tellAlerts(run, config, { ...about, note: (text) => stderr.write(`${text}\n`) })
}

async function ownReports(world: World, file: string | undefined): Promise<string[]> {
  const { root, config } = await loadProject(world, { file })
  const found = await reportsIn(resolve(root, config.reports.dir), world.cwd)
  if (found.length > 0) return found
  const folder = relative(world.cwd, resolve(root, config.reports.dir))
  throw new SloError(`${folder} holds no report*.json: run your tests with slo run first, or name the files or folders to check`)
}

/** Timings of different machines stand side by side here: whoever reads the verdicts has to know. */
function machineNotes(all: readonly Stored[]): string[] {
  const machines = new Map<string, Stored[]>()
  for (const stored of all) {
    const { fingerprint } = stored.run.machine
    machines.set(fingerprint, [...(machines.get(fingerprint) ?? []), stored])
  }
  if (machines.size < 2) return []
  const lines = [...machines].map(([fingerprint, stored]) => {
    const { cpu, cores, os } = (stored[0] as Stored).run.machine
    return `  ${fingerprint}  ${cpu}, ${countOf(cores, 'core')}, ${os}: ${stored.map((one) => one.file).join(', ')}`
  })
  return [`these results come from ${machines.size} different machines; their timings are judged side by side:`, ...lines]
}

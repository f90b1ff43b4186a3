import { relative, resolve } from 'node:path'
import { durationsInHistory, durationsInRuns } from '../../aggregate/file-durations.ts'
import type { ProbeFile } from '../../aggregate/file-durations.ts'
import { SloError } from '../../model/fault.ts'
import type { RunHead } from '../../model/history.ts'
import type { WeighedFile } from '../../model/shard-plan.ts'
import { probeProjectName } from '../../vitest/in-main/is-probes.ts'
import { findReports } from '../check/find-reports.ts'
import { withHistory } from '../history/with-history.ts'
import type { Project } from '../load-project.ts'
import { readReport } from '../read-report.ts'
import type { World } from '../world.ts'

/** So many of the newest runs of the whole suite are asked. */
const asked = 10

/** How long each test file takes, by the history of the project. Rejects with SloError where no whole run is remembered. */
export async function durationsOfHistory(
  project: Project,
  file: string | undefined,
  world: World,
): Promise<readonly WeighedFile[]> {
  // prettier-ignore
  return await withHistory(world, file, async ({ store }) => {
    const whole = (await store.list()).filter(isWhole).slice(0, asked)
    const [latest] = whole
    if (latest === undefined)
      throw new SloError(`history ${store.place} holds no run of the whole suite: start one with slo run, or name reports with --from`) // prettier-ignore
    return durationsInHistory(await store.values(whole.map(({ id }) => id)), new Set([latest.id]), probeFile(project, world))
  })
}

function isWhole({ scope }: RunHead): boolean {
  return scope === 'full' || scope === 'merged'
}

/** How long each test file took in these reports, those of the shards of one run for example. Rejects with SloError. */
export async function durationsOfReports(
  project: Project,
  paths: readonly string[],
  world: World,
): Promise<readonly WeighedFile[]> {
  // prettier-ignore
  const names = await findReports(paths, world.cwd)
  const series = names.flatMap((name) => readReport(resolve(world.cwd, name), name).series)
  return durationsInRuns(series, probeFile(project, world))
}

function probeFile({ root, name, config }: Project, { cwd }: World): ProbeFile {
  const file = relative(root, resolve(cwd, name)).replaceAll('\\', '/')
  const runs = new Map(config.probes.map((probe) => [probe.name, probe.samples + probe.warmup]))
  return { file, project: probeProjectName, runs }
}

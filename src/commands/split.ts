import { resolve } from 'node:path'
import { balanceOf, shareOut } from '../aggregate/share-out.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import { formatShardPlan, weigh } from '../model/shard-plan.ts'
import type { Split, WeighedFile } from '../model/shard-plan.ts'
import { renderSplit } from '../report/split.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './load-project.ts'
import { printJson } from './print-json.ts'
import { durationsOfHistory, durationsOfReports } from './split/measured-durations.ts'
import { ownSplit } from './split/own-split.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

export interface SplitRequest {
  readonly shards: number
  /** Reports, or folders of them; the history where there are none. */
  readonly from?: readonly string[]
  /** Writes the plan that shards read. */
  readonly write?: boolean
  readonly config?: string
  readonly json?: boolean
}

const usualPlan = 'slo.shards.json'

/**
 * `slo split`: shares the test files out over shards by the time they take, and shows it beside what Vitest would do. Rejects with
 * SloError where nothing is known of the files.
 */
export async function split({ shards: count, from, write, config: file, json }: SplitRequest, world: World): Promise<ExitCode> {
  if (count < 1) throw new SloError('slo split: --shards 0 would run nothing')
  const project = await loadProject(world, { file })
  const measured =
    from === undefined ? await durationsOfHistory(project, file, world) : await durationsOfReports(project, from, world)
  if (measured.length === 0) throw new SloError('slo split: nothing is known of the time that any test file takes')
  const files = weigh(measured, { files: measured.map((one) => ({ ...one, duration: Math.round(one.duration) })) })
  const result = splitOf(files, count)
  const plan = write === true ? writePlan(project, files, world) : undefined
  if (json === true) printJson(world.stdout, { ...result, plan })
  else world.stdout.write(renderSplit(result) + hintOf(project, plan))
  return 0
}

function splitOf(files: readonly WeighedFile[], count: number): Split {
  const shards = shareOut(files, count)
  return { shards, balance: balanceOf(shards), before: balanceOf(ownSplit(files, count)) }
}

function writePlan({ root, config: { shards } }: Project, files: readonly WeighedFile[], { cwd }: World): string {
  const plan = shards?.plan ?? usualPlan
  writeWhole(resolve(cwd, root, plan), [formatShardPlan({ files })], plan)
  return plan
}

function hintOf({ name, config: { shards } }: Project, plan: string | undefined): string {
  const use = shards === undefined ? `; add shards: { plan: '${plan ?? usualPlan}' } to ${name}, and every shard goes by it` : ''
  if (plan === undefined) return `\n slo split --shards <n> --write writes the plan${use}\n`
  return `\n wrote ${plan}: commit it, or hand it to every shard${use}\n`
}

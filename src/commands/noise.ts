import { resolve } from 'node:path'
import { noiseOf } from '../judge/noise-of.ts'
import { SloError } from '../model/fault.ts'
import type { PairedRuns } from '../model/comparison.ts'
import type { Noise } from '../model/noise.ts'
import type { ExitCode } from '../model/run.ts'
import type { Series } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import { renderNoise } from '../report/noise.ts'
import { announced } from './compare/announced.ts'
import { openWorkbench } from './compare/checkouts.ts'
import { chosenSlos } from './compare/chosen-slos.ts'
import { calmValues, isSampled } from './compare/compare-runs.ts'
import { interruptible } from './compare/interruptible.ts'
import { looksAt, measureSide, shareConfig } from './compare/measure-side.ts'
import { prepareSide } from './compare/prepare-side.ts'
import { byKey, pairedRuns } from './compare/take-pairs.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './load-project.ts'
import { printJson } from './print-json.ts'
import type { World } from './world.ts'

export interface NoiseRequest {
  readonly vitestArgs: readonly string[]
  /** Names of SLOs; all where there are none. */
  readonly slo?: readonly string[]
  readonly pairs: number
  /** Shell text; `false` builds nothing. */
  readonly build?: string | false
  readonly config?: string
  readonly json?: boolean
}

/**
 * `slo noise`: runs the working tree against itself, and says how large a change of each figure could be found here with how many
 * pairs. Exit code 3 where an SLO measured nothing. Rejects with SloError.
 */
export async function noise(request: NoiseRequest, world: World): Promise<ExitCode> {
  const project = await loadProject(world, { file: request.config })
  const slos = chosenSlos(project, request.slo)
  if (request.pairs < 2) throw new SloError('slo noise: one pair shows no noise; --pairs takes 2 or more')
  const found = await measureTwice({ request, project, slos }, world)
  const noData = slos.filter((slo) => !found.some((one) => looksAt(slo, one))).map(({ name }) => name)
  if (request.json === true) printJson(world.stdout, { noise: found, noData })
  else world.stdout.write(renderNoise(found, noData))
  return noData.length > 0 && request.vitestArgs.length === 0 ? 3 : 0
}

interface Plan {
  readonly request: NoiseRequest
  readonly project: Project
  readonly slos: readonly Slo[]
}

async function measureTwice({ request, project, slos }: Plan, world: World): Promise<readonly Noise[]> {
  const say = (line: string): void => world.stderr.write(` slo  noise  ${line}\n`)
  const bench = await openWorkbench(project.root)
  try {
    return await interruptible('slo noise', world, async (signal) => {
      const side = await bench.checkOutWorkingTree()
      shareConfig(resolve(world.cwd, project.name), [side])
      const build = request.build === false ? '' : request.build
      await prepareSide(side, { from: bench.top, build, say, signal })
      const measuring = { config: project.config, slos, vitestArgs: request.vitestArgs }
      const measure = announced(() => measureSide(side, measuring, world), { say, most: 1 + 2 * request.pairs, world })
      return await takeNoise(() => measure(side), request.pairs, say)
    })
  } finally {
    await bench.remove()
  }
}

/** The order of a comparison, A B B A, with the same code on both sides. The first run only fills caches. */
async function takeNoise(
  measure: () => Promise<readonly Series[]>,
  pairs: number,
  say: (line: string) => void,
): Promise<readonly Noise[]> {
  // prettier-ignore
  await measure()
  const taken: Record<'base' | 'head', ReturnType<typeof byKey>[]> = { base: [], head: [] }
  for (let pair = 1; pair <= pairs; pair += 1) {
    for (const which of pair % 2 === 1 ? (['base', 'head'] as const) : (['head', 'base'] as const))
      taken[which].push(byKey(await measure()))
    say(`pair ${pair} of ${pairs}`)
  }
  const keys = new Set(taken.head.flatMap((measured) => [...measured.keys()]))
  return [...keys].flatMap((key) => pairedRuns(key, taken) ?? []).filter(({ base }) => base.length === pairs).map(noiseOfRuns) // prettier-ignore
}

/** By what a comparison would take for the samples of a run. */
function noiseOfRuns(runs: PairedRuns): Noise {
  const { subject, metric, unit } = runs
  const { statistic, base, head } = calmValues(runs)
  const found = noiseOf({ subject, metric, unit, base, head })
  return isSampled(runs) ? { ...found, statistic } : found
}

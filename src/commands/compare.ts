import { join, relative, resolve } from 'node:path'
import { gainsBrought } from '../judge/gains-brought.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import type { Comparison, ComparisonResult } from '../model/comparison.ts'
import type { Insight } from '../model/insight.ts'
import type { Slo } from '../model/slo.ts'
import { renderComparison, renderGains } from '../report/comparison.ts'
import { renderComparisonJson } from '../report/stored-comparison.ts'
import { announced } from './compare/announced.ts'
import { commitOf, openWorkbench } from './compare/checkouts.ts'
import type { Side } from './compare/checkouts.ts'
import { chosenSlos } from './compare/chosen-slos.ts'
import { interruptible } from './compare/interruptible.ts'
import { askedOf, looksAt, measureSide, shareConfig } from './compare/measure-side.ts'
import { prepareSide } from './compare/prepare-side.ts'
import { takePairs } from './compare/take-pairs.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './load-project.ts'
import { printJson } from './print-json.ts'
import { readReport } from './read-report.ts'
import { comparisonFile } from './report/read-comparison.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

export interface CompareRequest {
  readonly ref: string
  readonly vitestArgs: readonly string[]
  readonly config?: string
  /** Names of SLOs; all where there are none. */
  readonly slo?: readonly string[]
  readonly pairs: number
  /** Shell text; `false` builds nothing. */
  readonly build?: string | false
  readonly json?: boolean
  /** Where the result is kept: comparison.json in the folder of the reports by default. */
  readonly output?: string
}

/**
 * `slo compare`: this working tree against another revision, both built here and measured in interleaved pairs. Exit code 1 where a
 * figure is worse, 3 where an SLO has no figure that both revisions measure, or one stays undecided and the configuration says that this
 * fails.
 */
export async function compare(request: CompareRequest, world: World): Promise<ExitCode> {
  const project = await loadProject(world, { file: request.config })
  const slos = chosenSlos(project, request.slo)
  if (request.pairs < 1) throw new SloError('slo compare: --pairs 0 would compare nothing')
  const base = await commitOf(project.root, request.ref)
  const bench = await openWorkbench(project.root)
  try {
    return await interruptible('slo compare', world, async (signal) => {
      const sides = { base: await bench.checkOut(base, `${request.ref}@${base.slice(0, 7)}`), head: await bench.checkOutWorkingTree() } // prettier-ignore
      const compared = await compareSides(sides, { request, project, slos, from: bench.top, signal }, world)
      const noData = slos.filter((slo) => !compared.some((one) => looksAt(slo, one))).map(({ name }) => name)
      const names = { base: sides.base.name, head: sides.head.name }
      // Filters leave out what other SLOs look at, and whoever set them knows.
      const exitCode = exitCodeOf(compared, { noData: request.vitestArgs.length > 0 ? [] : noData, project })
      keepResult({ ...names, finishedAt: world.now().toISOString(), exitCode, compared, noData }, { request, project }, world)
      const gains = gainsBrought(insightsAt(sides.base, project), insightsAt(sides.head, project), compared)
      if (request.json === true) printJson(world.stdout, { ...names, compared, noData, gains })
      else world.stdout.write(renderComparison(compared, noData, names) + renderGains(gains))
      return exitCode
    })
  } finally {
    await bench.remove()
  }
}

/** What the last run of a side noticed. */
function insightsAt({ root, name }: Side, { config }: Project): readonly Insight[] {
  return readReport(join(root, config.reports.dir, 'report.json'), `the report of ${name}`).insights ?? []
}

/** For `slo report comparative`, and whoever reads it next. */
function keepResult(result: ComparisonResult, { request, project }: Pick<Plan, 'request' | 'project'>, { cwd }: World): void {
  const usual = resolve(project.root, project.config.reports.dir, comparisonFile)
  const file = request.output === undefined ? usual : resolve(cwd, request.output)
  writeWhole(file, [renderComparisonJson(result)], relative(cwd, file) || file)
}

interface Plan {
  readonly request: CompareRequest
  readonly project: Project
  readonly slos: readonly Slo[]
  /** Root of the user's repository. */
  readonly from: string
  readonly signal: AbortSignal
}

type Sides = Readonly<Record<'base' | 'head', Side>>

async function compareSides({ base, head }: Sides, plan: Plan, world: World): Promise<readonly Comparison[]> {
  const { request, project, slos, from, signal } = plan
  const say = (line: string): void => world.stderr.write(` slo  compare  ${line}\n`)
  shareConfig(resolve(world.cwd, project.name), [base, head])
  const build = request.build === false ? '' : request.build
  for (const side of [base, head]) await prepareSide(side, { from, build, say, signal })
  const measuring = { config: project.config, slos, vitestArgs: request.vitestArgs }
  const measure = announced((side: Side) => measureSide(side, measuring, world), { say, most: 2 + 2 * request.pairs, world })
  // The first run of either side fills caches that the others find.
  for (const side of [base, head]) await measure(side)
  return await takePairs({ base, head, measure, asked: askedOf(slos), most: request.pairs, say })
}

interface Lacking {
  readonly noData: readonly string[]
  readonly project: Project
}

function exitCodeOf(compared: readonly Comparison[], { noData, project: { config } }: Lacking): ComparisonResult['exitCode'] {
  if (compared.some(({ verdict }) => verdict === 'worse')) return 1
  const isOpen = compared.some(({ verdict, isBeside }) => verdict === 'inconclusive' && isBeside === undefined)
  return noData.length > 0 || (isOpen && config.inconclusive === 'fail') ? 3 : 0
}

import { resolve } from 'node:path'
import type { Bisection } from '../model/bisection.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import { renderBisection } from '../report/bisection.ts'
import { benchOfCommits } from './bisect/bench-of-commits.ts'
import { commitRange } from './bisect/commit-range.ts'
import type { CommitRange } from './bisect/commit-range.ts'
import { search } from './bisect/search.ts'
import { openWorkbench } from './compare/checkouts.ts'
import { chosenSlos } from './compare/chosen-slos.ts'
import { interruptible } from './compare/interruptible.ts'
import { loadProject } from './load-project.ts'
import type { Project } from './load-project.ts'
import { printJson } from './print-json.ts'
import type { World } from './world.ts'

export interface BisectRequest {
  readonly good: string
  readonly bad: string
  readonly vitestArgs: readonly string[]
  /** Name of the SLO whose figure got worse. */
  readonly slo: string
  /** At most, of each comparison. */
  readonly pairs: number
  /** Shell text; `false` builds nothing. */
  readonly build?: string | false
  readonly config?: string
  readonly json?: boolean
}

/**
 * `slo bisect`: the commit between two revisions that made a figure worse, by the comparison of `slo compare`. Exit code 0 where it was
 * found, 3 where the ends do not differ or it cannot be told which commit it was. Rejects with SloError.
 */
export async function bisect(request: BisectRequest, world: World): Promise<ExitCode> {
  const project = await loadProject(world, { file: request.config })
  const [slo] = chosenSlos(project, [request.slo]) as [Slo]
  if (request.pairs < 1) throw new SloError('slo bisect: --pairs 0 would compare nothing')
  const range = await commitRange(project.root, request)
  const found = await searchRange(range, { request, project, slo }, world)
  if (request.json === true) printJson(world.stdout, found)
  else world.stdout.write(renderBisection(found))
  return found.result.kind === 'found' ? 0 : 3
}

interface Asked {
  readonly request: BisectRequest
  readonly project: Project
  readonly slo: Slo
}

async function searchRange(range: CommitRange, { request, project, slo }: Asked, world: World): Promise<Bisection> {
  const say = (line: string): void => world.stderr.write(` slo  bisect  ${line}\n`)
  const { vitestArgs, pairs } = request
  const build = request.build === false ? '' : request.build
  const config = resolve(world.cwd, project.name)
  const bench = await openWorkbench(project.root)
  try {
    return await interruptible('slo bisect', world, async (signal) => {
      const plan = { project, config, slo, vitestArgs, build, pairs, say, signal }
      return await search({ range, compare: benchOfCommits(bench, plan, world), say, signal })
    })
  } finally {
    await bench.remove()
  }
}

import type { Commit } from '../../model/bisection.ts'
import type { Pairs, Comparison } from '../../model/comparison.ts'
import type { Series } from '../../model/series.ts'
import type { Slo } from '../../model/slo.ts'
import type { Side, Workbench } from '../compare/checkouts.ts'
import { askedOf, measureSide, shareConfig } from '../compare/measure-side.ts'
import { prepareSide } from '../compare/prepare-side.ts'
import { takePairs } from '../compare/take-pairs.ts'
import type { Project } from '../load-project.ts'
import type { World } from '../world.ts'

export interface BenchPlan {
  readonly project: Project
  /** Absolute path of the configuration by which all commits are measured. */
  readonly config: string
  readonly slo: Slo
  readonly vitestArgs: readonly string[]
  readonly build?: string
  /** Pairs at most, of one comparison. */
  readonly pairs: number
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

export interface Contest {
  readonly base: Commit
  readonly head: Commit
  /** Which figures; all that the SLO looks at by default. */
  readonly wanted?: (comparison: Comparison) => boolean
  readonly judge?: (pairs: Pairs) => Comparison
}

/** Compares two commits; what is built once is used again. Rejects with SloError where one of them cannot be built or measured. */
export type Compare = (contest: Contest) => Promise<readonly Comparison[]>

/** Commits of a project, built when they are first needed. */
export function benchOfCommits(bench: Workbench, plan: BenchPlan, world: World): Compare {
  const built = new Map<string, Promise<Side>>()
  const sideOf = (commit: Commit): Promise<Side> => {
    const known = built.get(commit.id) ?? buildSide(bench, commit, { plan, world })
    built.set(commit.id, known)
    return known
  }
  return async ({ base, head, ...how }) => {
    const sides = { base: await sideOf(base), head: await sideOf(head) }
    const measure = (side: Side) => measureOne(side, plan, world)
    return await takePairs({ ...sides, measure, asked: askedOf([plan.slo]), most: plan.pairs, say: () => undefined, ...how })
  }
}

async function buildSide(
  bench: Workbench,
  { id }: Commit,
  { plan, world }: { readonly plan: BenchPlan; readonly world: World },
): Promise<Side> {
  // prettier-ignore
  plan.signal.throwIfAborted()
  const side = await bench.checkOut(id, id.slice(0, 8))
  shareConfig(plan.config, [side])
  const { build, signal, say } = plan
  await prepareSide(side, { from: bench.top, ...(build === undefined ? {} : { build }), say, signal })
  // The first run fills caches that the others find.
  await measureOne(side, plan, world)
  return side
}

async function measureOne(side: Side, { project, slo, vitestArgs, signal }: BenchPlan, world: World): Promise<readonly Series[]> {
  signal.throwIfAborted()
  return await measureSide(side, { config: project.config, slos: [slo], vitestArgs }, world)
}

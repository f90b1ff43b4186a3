import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { BaseSequencer } from 'vitest/node'
import type { TestSpecification, Vitest } from 'vitest/node'
import { shareOut } from '../../aggregate/share-out.ts'
import type { Shards } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import { byName, parseShardPlan, weigh } from '../../model/shard-plan.ts'
import type { FileName, ShardPlan, WeighedFile } from '../../model/shard-plan.ts'
import { pathFrom } from './collect-tests.ts'

/** How the files of a run were shared out, by the Vitest that did it. */
const splits = new WeakMap<Vitest, string>()

/** Digest of the plan that this shard went by; undefined where Vitest shared the files out itself. */
export function splitOf(vitest: Vitest): string | undefined {
  return splits.get(vitest)
}

/**
 * Makes a shard run its share of the plan that the configuration names. Only where the user has no sequencer of their own; says so
 * where they have. Throws SloError where the plan cannot be read: a shard that went by another one would lose files.
 */
export function balanceShards(vitest: Vitest, shards: Shards, say: (line: string) => void): void {
  const { shard, sequence, root } = vitest.config
  if (shard === undefined) return
  // Vitest makes its sequencer together with the pool.
  if (hasPool(vitest)) return say(`shards.plan ${shards.plan} is not used: --project leaves out every project that has the plugin`) // prettier-ignore
  const Own = sequence.sequencer
  if (!isOfVitest(Own)) return say(`shards.plan ${shards.plan} is not used: sequence.sequencer of the Vitest config shares the files out`) // prettier-ignore
  const plan = readPlan(resolve(root, shards.plan), shards.plan)
  sequence.sequencer = class extends Own {
    override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
      const { share, split } = shareOf(files.map((file) => named(file, vitest)), plan, shard) // prettier-ignore
      splits.set(vitest, split)
      return share
    }
  }
}

function hasPool(vitest: Vitest): boolean {
  return (vitest as unknown as { readonly pool?: unknown }).pool !== undefined
}

/** Vitest has one more, for files in random order, and does not export it. */
function isOfVitest(Sequencer: unknown): Sequencer is typeof BaseSequencer {
  if (Sequencer === BaseSequencer) return true
  const isRandom = typeof Sequencer === 'function' && Sequencer.name === 'RandomSequencer'
  return isRandom && Object.getPrototypeOf(Sequencer) === BaseSequencer && !Object.hasOwn(Sequencer.prototype as object, 'shard')
}

/** Reads the plan that all shards share. Throws SloError. `name` is the path for messages. */
function readPlan(file: string, name: string): ShardPlan {
  if (!existsSync(file)) {
    throw new SloError(`shards.plan ${name} was not found, and without it the shards cannot agree on who runs which file: run the whole suite once, then slo split --write, and commit the file or hand it to every shard`) // prettier-ignore
  }
  const plan = parseShardPlan(readFileSync(file, 'utf8'))
  if (typeof plan === 'string') throw new SloError(`shards.plan ${name} ${plan}`)
  return plan
}

interface NamedFile extends FileName {
  readonly specification: TestSpecification
}

function named(specification: TestSpecification, { config, projects }: Vitest): NamedFile {
  const file = pathFrom(config.root, specification.moduleId)
  const { name } = specification.project
  return { file, ...(projects.length > 1 && name !== '' ? { project: name } : {}), specification }
}

interface Share {
  readonly share: TestSpecification[]
  /** Of all files and their times: shards that do not agree on it did not share one suite out. */
  readonly split: string
}

function shareOf(
  files: readonly NamedFile[],
  plan: ShardPlan,
  { index, count }: { readonly index: number; readonly count: number },
): Share {
  // prettier-ignore
  const weighed = weigh(files, plan).map((file, at) => ({ ...file, specification: (files[at] as NamedFile).specification }))
  const share = shareOut(weighed, count)[index - 1] ?? []
  return { share: share.map(({ specification }) => specification), split: digest(weighed, count) }
}

function digest(weighed: readonly WeighedFile[], count: number): string {
  const lines = weighed.toSorted(byName).map(({ file, project = '', duration }) => JSON.stringify([project, file, duration]))
  return createHash('sha256').update([count, ...lines].join('\n')).digest('hex').slice(0, 16) // prettier-ignore
}

import { otherSplits } from '../../model/shard-plan.ts'
import type { Stored } from './stored.ts'

/** Why these results cannot be judged as one, in words that say what to do; undefined when they can. */
export function refuseMix(all: readonly Stored[]): string | undefined {
  return (
    interrupted(all) ??
    sameRunTwice(all) ??
    differentServices(all) ??
    differentCommits(all) ??
    sameShardTwice(all) ??
    differentSplits(all) ??
    missingShards(all)
  )
}

function interrupted(all: readonly Stored[]): string | undefined {
  const broken = all.find(({ run }) => run.scope === 'interrupted')
  return (
    broken && `${broken.file} is of a run that was interrupted, so nobody knows what the rest would have measured; run it again`
  )
}

function sameRunTwice(all: readonly Stored[]): string | undefined {
  for (const [index, { file, run }] of all.entries()) {
    const earlier = all.slice(0, index).find((other) => other.run.id === run.id)
    if (earlier) return `${earlier.file} and ${file} are the same run (${run.id}), whose samples would count twice; leave one out`
  }
  return undefined
}

function differentServices(all: readonly Stored[]): string | undefined {
  const services = groupBy(all, ({ run }) => run.service ?? 'no service')
  if (services.size < 2) return undefined
  const listed = [...services].map(([service, stored]) => `  ${service}: ${stored.map(({ file }) => file).join(', ')}`)
  return `these results are of different services; check them one by one:\n${listed.join('\n')}`
}

function differentCommits(all: readonly Stored[]): string | undefined {
  const commits = groupBy(all, ({ run }) => run.commit ?? 'no commit')
  if (commits.size < 2) return undefined
  const listed = [...commits].map(([commit, stored]) => `  ${commit}: ${stored.map(({ file }) => file).join(', ')}`)
  return `these results are of different commits and say nothing about any one of them:\n${listed.join('\n')}\ncheck them one by one`
}

function sameShardTwice(all: readonly Stored[]): string | undefined {
  const shards = groupBy(all, ({ run: { shard } }) => (shard === undefined ? '' : `${shard.index}/${shard.count}`))
  const [shard, twice] = [...shards].find(([name, stored]) => name !== '' && stored.length > 1) ?? []
  return twice && `${twice.map(({ file }) => file).join(' and ')} are both of shard ${shard}; leave one out`
}

/** Shards that share out the suite by different plans may both run a file, or neither. */
function differentSplits(all: readonly Stored[]): string | undefined {
  const shards = all.flatMap(({ run: { shard } }) => shard ?? [])
  const byCount = groupBy(shards, ({ count }) => count)
  return [...byCount.values()].some((of) => new Set(of.map(({ split }) => split)).size > 1) ? otherSplits : undefined
}

function missingShards(all: readonly Stored[]): string | undefined {
  const counts = groupBy(
    all.flatMap(({ run }) => (run.shard === undefined ? [] : [run.shard])),
    ({ count }) => count,
  )
  if (counts.size > 1) return `these results are of suites cut in different ways (into ${[...counts.keys()].join(' and ')} shards); collect them again` // prettier-ignore
  const missing = [...counts].flatMap(([count, there]) => gapsIn(count, new Set(there.map(({ index }) => index))))
  return missing.length === 0
    ? undefined
    : `the result of shard ${missing.join(', ')} is missing, and with it its tests; add it, or run that shard again`
}

function gapsIn(count: number, there: ReadonlySet<number>): string[] {
  return Array.from({ length: count }, (_, index) => index + 1)
    .filter((index) => !there.has(index))
    .map((index) => `${index}/${count}`)
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

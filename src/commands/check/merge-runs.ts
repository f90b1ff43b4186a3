import { createHash } from 'node:crypto'
import type { RunFacts } from '../../finish-run.ts'
import type { Config } from '../../model/config.ts'
import { mergeLimits } from '../../model/limit-hit.ts'
import type { Machine, Scope } from '../../model/run.ts'
import type { Measured } from '../../model/series.ts'
import { sumShards } from './sum-shards.ts'
import type { Stored } from './stored.ts'

/** Everything the results hold together. The configuration says which metrics are counters. */
export function mergeMeasured(all: readonly Stored[], { metrics }: Pick<Config, 'metrics'>): Measured {
  const shards = all.filter(({ run }) => run.scope === 'shard')
  const counters = new Set(metrics.filter(({ type }) => type === 'counter').map(({ name }) => name))
  const others = all.filter(({ run }) => run.scope !== 'shard')
  return {
    series: [
      ...others.flatMap(({ run }) => run.series),
      ...sumShards(
        shards.map(({ run }) => run),
        counters,
      ),
    ],
    gaps: all.flatMap(({ run }) => run.gaps),
  }
}

/** The facts of the run that all of them make up. `all` holds at least one. */
export function mergeFacts(all: readonly Stored[], { limits }: Pick<Config, 'limits'>): RunFacts {
  const runs = all.map(({ run }) => run)
  const sum = (key: 'passed' | 'failed' | 'skipped'): number => runs.reduce((total, { tests }) => total + tests[key], 0)
  return {
    id: mergedId(runs.map(({ id }) => id)),
    startedAt: runs.map(({ startedAt }) => startedAt).toSorted()[0] as string,
    finishedAt: runs.map(({ finishedAt }) => finishedAt).toSorted().at(-1) as string,
    scope: mergedScope(runs.map(({ scope }) => scope)),
    commit: runs[0]?.commit,
    branch: same(runs.map(({ branch }) => branch)),
    machine: mergedMachine(all),
    tests: { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    limits: mergeLimits(
      limits,
      runs.map((run) => run.limits),
    ),
    insights: runs.flatMap(({ insights = [] }) => insights),
    overhead: runs.length === 1 ? runs[0]?.overhead : undefined,
  } // prettier-ignore
}

/** Of one result its own; of several one that is the same for the same results. */
function mergedId(ids: readonly string[]): string {
  const [only] = ids
  if (ids.length === 1 && only !== undefined) return only
  return createHash('sha256').update(ids.toSorted().join('\n')).digest('hex').slice(0, 32)
}

/** Where a part was left out on purpose, data may be missing; else everything must be there. */
function mergedScope(scopes: readonly Scope[]): Scope {
  return scopes.some((scope) => scope === 'filtered' || scope === 'watch') ? 'filtered' : 'merged'
}

/** The machine, or all of them in one: fit only if each was, and with a fingerprint that is none of theirs. */
function mergedMachine(all: readonly Stored[]): Machine {
  const [first, ...others] = all.map(({ run }) => run.machine) as [Machine, ...Machine[]]
  const machines = [first, ...others]
  const join = (key: 'fingerprint' | 'class' | 'cpu' | 'os' | 'node'): string =>
    [...new Set(machines.map((machine) => machine[key]))].join(' + ')
  const unfit = all.filter(({ run }) => run.machine.fitness.reasons.length > 0)
  const reasons = unfit.flatMap(({ file, run: { machine } }) =>
    all.length === 1 ? machine.fitness.reasons : [`${file}: ${machine.fitness.reasons.join(', ')}`],
  )
  return {
    ...first,
    fingerprint: join('fingerprint'),
    class: join('class'),
    cpu: join('cpu'),
    os: join('os'),
    node: join('node'),
    vitest: [...new Set(machines.flatMap(({ vitest }) => vitest ?? []))].join(' + ') || undefined,
    fitness: { fit: machines.every(({ fitness }) => fitness.fit), reasons },
  }
}

function same<T>(values: readonly T[]): T | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined
}

import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Vitest } from 'vitest/node'
import { ownIdentity } from '../../measure/process/process-identity.ts'
import { readFacts } from '../../measure/container/container-fact.ts'
import { watchEngineRequests } from '../../measure/container/engine-requests.ts'
import { startContainerWatch } from '../../measure/container/start-container-watch.ts'
import { startContainerJanitor } from '../../measure/container/start-container-janitor.ts'
import type { WatchedContainers } from '../../measure/container/start-container-watch.ts'
import { tellLimit } from './tell-limit.ts'
import type { Config } from '../../model/config.ts'

const watched = new WeakMap<Vitest, WatchedContainers>()

/** The file that this process and its workers write down containers in. It comes into being with the first one. */
export function containerJournal({ config: { root } }: Vitest, { reports }: Config): string {
  const { pid, started = '' } = ownIdentity()
  return resolve(root, reports.dir, 'containers', `${pid}-${started}.jsonl`)
}

/** Follows containers from now on, those of global set-ups too. A watch run goes on with what it has. */
export function watchContainers(vitest: Vitest, config: Config): WatchedContainers {
  const before = watched.get(vitest)
  if (before !== undefined) {
    before.limit(config.limits)
    return before
  }
  const journal = containerJournal(vitest, config)
  const declared = config.slos.some(({ sli }) => sli.subject.kind === 'container')
  const { monitoring: switches, limits } = config
  const watch = startContainerWatch(
    { journal, declared, switches, env: { ...process.env }, limits },
    {
      onFirst: () => startContainerJanitor(journal),
      onLimit: tellLimit,
    },
  )
  watched.set(vitest, watch)
  watchEngineRequests(
    () => undefined,
    async () => {
      const { followContainers } = await import('../../measure/container/follow-containers.ts')
      return followContainers(journal, () => undefined)
    },
  )
  vitest.onClose(() => closeContainers(watch, journal, config))
  return watch
}

/** After the teardown of global set-ups: now their containers must be gone too. Where the run was cut off, the janitor does the rest. */
async function closeContainers(watch: WatchedContainers, journal: string, { slos }: Config): Promise<void> {
  if (!existsSync(journal)) return await watch.stop()
  const isOver = readFacts(journal).some(({ kind }) => kind === 'over')
  watch.endShared()
  const left = watch.result()?.containers.filter(({ ofSetup, removed }) => ofSetup && !removed) ?? []
  for (const { id, image, name } of left) {
    process.stderr.write(` slo  container ${id.slice(0, 12)} (${image}) was left behind by a global set-up\n`)
    const isPromised = slos.some(
      ({ sli: { subject, metric } }) => metric === 'leaked' && 'name' in subject && subject.name === name,
    )
    if (isPromised) process.exitCode = 1
  }
  await watch.stop()
  if (isOver) rmSync(journal, { force: true })
}

import type { ContainerUsage } from './container-usage.ts'
import type { Figure, Figures } from './figure.ts'
import { memoryFigures } from './memory-figures.ts'
import { startupFigures } from './startup-figures.ts'
import type { TrackedContainer } from './tracked-container.ts'

/** What is known of the machine and the moment besides the container itself. */
export interface Surroundings {
  /** Cores of the machine that it runs on. */
  readonly cores: number | undefined
  /** When the figures are taken, the clock on the wall in ms. */
  readonly at: number
}

/** The figures of a container as far as they are known at a moment. What does not apply (no start in this run) is left out. */
export function containerFigures(container: TrackedContainer, around: Surroundings): Figures {
  const usage = container.usage.total()
  return { ...startupFigures(container), ...counted(container, usage), ...used(container, usage, around) }
}

function counted(container: TrackedContainer, usage: ContainerUsage | undefined): Figures {
  const { starts, oomEvents, restarts } = container
  const seen = { source: 'events of the engine', exact: true }
  const kills = Math.max(oomEvents, usage?.oomKills ?? 0)
  return {
    restarts: { ...seen, value: Math.max(restarts, starts.length - 1) },
    oomKills: { value: kills, source: 'events of the engine and counter of the control group', exact: true },
  }
}

function used(container: TrackedContainer, usage: ContainerUsage | undefined, around: Surroundings): Figures {
  if (usage === undefined || container.usage.unread(container.starts.length) > 0) {
    const missing = { missing: unread(container) }
    return Object.fromEntries(usedMetrics.map((metric) => [metric, missing]))
  }
  const whole = wholeness(container)
  const from = container.method === 'statistics' ? 'statistics of the engine, every second' : 'counters of the control group'
  const total = (value: number | undefined, missing: string, isExact = whole.counters): Figure =>
    value === undefined ? { missing } : { value, source: `${from}${whole.upTo}`, exact: isExact && container.method === 'cgroup' }
  const none = `the ${container.method === 'statistics' ? 'engine' : 'control group'} does not tell`
  return {
    cpuTime: total(usage.cpuTime, none),
    cpu: cpu(container, total(usage.cpuTime, none), around),
    throttled: total(usage.throttled, none),
    ...memoryFigures(container, usage, whole.counters),
    diskRead: total(usage.diskRead, noDisk, whole.counters && usage.diskSource === 'cgroup'),
    diskWrite: total(usage.diskWrite, noDisk, whole.counters && usage.diskSource === 'cgroup'),
    networkSent: total(usage.networkSent, noNetwork, whole.network),
    networkReceived: total(usage.networkReceived, noNetwork, whole.network),
    processes: usage.processes === undefined ? { missing: none } : { value: usage.processes, source: `most at once, ${from}, looked at every 250 ms`, exact: false }, // prettier-ignore
  }
}

interface Wholeness {
  readonly counters: boolean
  readonly network: boolean
  /** In words, for the source. */
  readonly upTo: string
}

/** Whether the readings tell of every moment of it. What runs still is known up to now. */
function wholeness({ usage, isRunning, isStopped, starts }: TrackedContainer): Wholeness {
  const { counters, network } = usage.isWhole(starts.length - (isRunning && !isStopped ? 1 : 0))
  return { counters, network, upTo: counters ? '' : ', without its very last moments' }
}

const usedMetrics = ['cpuTime', 'cpu', 'throttled', 'memory', 'memoryUsed', 'diskRead', 'diskWrite', 'networkSent', 'networkReceived', 'processes'] as const // prettier-ignore
const noDisk = 'neither the kernel nor the engine counts its disk bytes here'
const noNetwork = 'it has no network of its own, or its counters are not to be seen here'

function unread({ refused, starts, removed, usage }: TrackedContainer): string {
  if (refused !== undefined || starts.length === 0) return 'it never ran'
  const lost = usage.unread(starts.length)
  if (lost < starts.length) return `${lost} of its ${starts.length} starts ended before anything could be read of it`
  return removed ? 'it was gone before it could be read: only the events of the engine tell of it' : 'it could not be read'
}

/** Over its whole life, as a share of the cores that it may use. */
function cpu(container: TrackedContainer, cpuTime: Figure, { cores: all, at }: Surroundings): Figure {
  const { starts, deaths, askedAt } = container
  const cores = container.cores ?? all
  if ('missing' in cpuTime) return cpuTime
  if (cores === undefined || askedAt === undefined) return { missing: 'it was running before this run came to it' }
  const life = starts.reduce((sum, start, index) => sum + (deaths[index] ?? endOf(container, start) ?? at) - start, 0)
  if (life <= 0) return { missing: 'it ended at once' }
  return {
    ...cpuTime,
    value: cpuTime.value / (life * cores),
    source: `CPU time over its life on ${cores} ${cores === 1 ? 'core' : 'cores'}; ${cpuTime.source}`,
  }
}

/** The moment it was told to stop, where that was after this start: its death may not have been heard of yet. */
function endOf({ endedAt }: TrackedContainer, start: number): number | undefined {
  return endedAt === undefined || endedAt < start ? undefined : endedAt
}

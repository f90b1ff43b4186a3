import type { ContainerReading } from './container-cgroup.ts'

interface Statistics {
  readonly read?: string
  readonly cpu_stats?: {
    readonly cpu_usage?: { readonly total_usage?: number }
    readonly throttling_data?: { readonly throttled_time?: number }
  }
  readonly memory_stats?: {
    readonly usage?: number
    readonly max_usage?: number
    readonly stats?: Readonly<Record<string, number>>
  }
  readonly pids_stats?: { readonly current?: number }
  readonly networks?: Readonly<Record<string, { readonly rx_bytes: number; readonly tx_bytes: number }>>
  readonly blkio_stats?: {
    readonly io_service_bytes_recursive?: readonly { readonly op: string; readonly value: number }[] | null
  }
}

/** A reading from the engine's own statistics; undefined where the engine has none, which it says by the year 1. */
export function parseStatistics(answer: unknown): Partial<ContainerReading> | undefined {
  const statistics = answer as Statistics | undefined
  if (statistics?.read === undefined || statistics.read.startsWith('0001')) return undefined
  return {
    ...cpu(statistics),
    ...memory(statistics.memory_stats ?? {}),
    ...disk(statistics.blkio_stats ?? {}),
    ...network(statistics.networks),
  }
}

function cpu({ cpu_stats: counters, pids_stats: pids }: Statistics): Partial<ContainerReading> {
  return {
    cpuTime: milliseconds(counters?.cpu_usage?.total_usage),
    throttled: milliseconds(counters?.throttling_data?.throttled_time),
    processes: pids?.current,
  }
}

function milliseconds(ns: number | undefined): number | undefined {
  return ns === undefined ? undefined : ns / 1e6
}

function network(networks: Statistics['networks']): Partial<ContainerReading> {
  if (networks === undefined) return {}
  const all = Object.values(networks)
  return { networkSent: sum(all.map((one) => one.tx_bytes)), networkReceived: sum(all.map((one) => one.rx_bytes)) }
}

/** The limit is left out: where there is none, the memory of the machine stands in its place. */
function memory({ usage, max_usage: peak, stats = {} }: NonNullable<Statistics['memory_stats']>): Partial<ContainerReading> {
  const cache = stats.total_inactive_file ?? stats.inactive_file
  const used = usage === undefined || cache === undefined ? undefined : Math.max(0, usage - cache)
  return { memory: used, memoryPeak: used, chargedPeak: peak }
}

function disk({ io_service_bytes_recursive: entries }: NonNullable<Statistics['blkio_stats']>): Partial<ContainerReading> {
  if (entries === undefined || entries === null || entries.length === 0) return {}
  const of = (op: string): number => sum(entries.filter((entry) => entry.op.toLowerCase() === op).map(({ value }) => value))
  return { diskRead: of('read'), diskWrite: of('write'), diskSource: 'cgroup' }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

import { unitOf } from './unit.ts'
import type { Dimension, Unit } from './unit.ts'

/**
 * What can be measured of each kind of subject, and in which dimension.
 * A metric of a custom subject (`metric`) takes its dimension from its declaration under `metrics`.
 */
export const metricsOf = {
  test: {
    duration: 'time',
    cpuTime: 'time',
    memory: 'bytes',
    heap: 'bytes',
    allocated: 'bytes',
    gcTime: 'time',
    eventLoopDelay: 'time',
    diskRead: 'bytes',
    diskWrite: 'bytes',
    networkSent: 'bytes',
    networkReceived: 'bytes',
    retries: 'count',
    failures: 'count',
  },
  file: { duration: 'time', memory: 'bytes', cpuTime: 'time', heapAfter: 'bytes' },
  command: {
    duration: 'time',
    cpuTime: 'time',
    cpu: 'ratio',
    memory: 'bytes',
    diskRead: 'bytes',
    diskWrite: 'bytes',
    networkSent: 'bytes',
    networkReceived: 'bytes',
    processes: 'count',
    contextSwitches: 'count',
  },
  measure: {
    duration: 'time',
    cpuTime: 'time',
    heap: 'bytes',
    allocated: 'bytes',
    gcTime: 'time',
    eventLoopDelay: 'time',
  },
  container: {
    startup: 'time',
    pullTime: 'time',
    createTime: 'time',
    startTime: 'time',
    readyTime: 'time',
    cpu: 'ratio',
    cpuTime: 'time',
    throttled: 'time',
    memory: 'bytes',
    memoryUsed: 'ratio',
    diskRead: 'bytes',
    diskWrite: 'bytes',
    networkSent: 'bytes',
    networkReceived: 'bytes',
    processes: 'count',
    oomKills: 'count',
    restarts: 'count',
    leaked: 'count',
  },
  leak: { slope: 'bytes' },
  bench: { latency: 'time', throughput: 'rate' },
  artifact: { size: 'bytes', gzip: 'bytes', brotli: 'bytes', files: 'count' },
  metric: { value: 'custom', rate: 'rate', distribution: 'custom' },
  run: {
    duration: 'time',
    transformTime: 'time',
    setupTime: 'time',
    importTime: 'time',
    environmentTime: 'time',
    testsTime: 'time',
    cpu: 'ratio',
    cpuTime: 'time',
    memory: 'bytes',
    processes: 'count',
    tests: 'count',
    failures: 'count',
    flakeRate: 'ratio',
    overhead: 'ratio',
  },
} as const satisfies Record<string, Record<string, Dimension | 'custom'>>

export type SubjectKind = keyof typeof metricsOf
export type MetricOf<K extends SubjectKind> = keyof (typeof metricsOf)[K] & string
export type Metric = { [K in SubjectKind]: MetricOf<K> }[SubjectKind]

/** The unit of a metric of a subject; undefined where the declaration of a custom metric decides. */
export function unitOfMetric(kind: SubjectKind, metric: string): Unit | undefined {
  const dimension = (metricsOf[kind] as Readonly<Record<string, Dimension | 'custom'>>)[metric]
  return dimension === undefined || dimension === 'custom' ? undefined : unitOf[dimension]
}

/** Metrics whose value depends on how busy the machine is: judged with care, never hard on an unfit machine. */
export function isTiming(kind: SubjectKind, metric: string): boolean {
  const timings = ['duration', 'startup', 'eventLoopDelay', 'gcTime', 'throttled', 'latency', 'throughput', 'overhead', 'rate']
  const hasPhases = kind === 'run' || kind === 'container'
  return timings.includes(metric) || (hasPhases && metric.endsWith('Time') && metric !== 'cpuTime')
}

/** The monitoring switch that a metric needs; undefined for metrics that no switch turns off. */
export function monitoringOf(metric: string): MonitoringSwitch | undefined {
  return switchOf[metric]
}

/** What can be left unwatched. */
export type MonitoringSwitch = 'cpu' | 'memory' | 'disk' | 'network' | 'processes' | 'eventLoop' | 'gc' | 'heapAfterFile'

const switchOf: Readonly<Record<string, MonitoringSwitch | undefined>> = {
  cpu: 'cpu',
  cpuTime: 'cpu',
  throttled: 'cpu',
  contextSwitches: 'cpu',
  memory: 'memory',
  memoryUsed: 'memory',
  diskRead: 'disk',
  diskWrite: 'disk',
  networkSent: 'network',
  networkReceived: 'network',
  processes: 'processes',
  eventLoopDelay: 'eventLoop',
  // Heap and allocated bytes are read from the garbage collector's own reports.
  gcTime: 'gc',
  heap: 'gc',
  allocated: 'gc',
  heapAfter: 'heapAfterFile',
}

import { parseCpuTimes } from './cpu-times.ts'
import type { CpuTimes } from './cpu-times.ts'
import type { FitnessCheck } from './fitness-check.ts'
import type { Host } from './host.ts'
import { readThrottling } from './throttling.ts'
import type { Throttling } from './throttling.ts'
import { readTreeCpu } from './tree-cpu.ts'

/** Counters of the machine at one moment. */
export interface Counters {
  readonly cpu: CpuTimes | undefined
  readonly throttling: readonly Throttling[]
  /** CPU time of this process and what descends from it, in ms. */
  readonly own: number | undefined
}

/** Below half a second of CPU capacity, or as many periods of a quota, the grain of the counters makes up any share. */
const shortest = { cpu: 500, periods: 5 }

export function readCounters(host: Host): Counters {
  return { cpu: parseCpuTimes(host.read('/proc/stat') ?? ''), throttling: readThrottling(host.read), own: readTreeCpu(host) }
}

/** What must have held between two moments. `ownCpu` is CPU time of the run in ms, where somebody else has counted it too. */
export function checksDuring(start: Counters, end: Counters, ownCpu: number | undefined): FitnessCheck[] {
  const { cpu } = shortest
  const total = difference(start.cpu?.total, end.cpu?.total)
  const steal = difference(start.cpu?.steal, end.cpu?.steal)
  const busy = difference(start.cpu?.busy, end.cpu?.busy)
  // Each count may have missed processes, none can have seen too many: our own work must not look like that of others.
  const own = largest([ownCpu, difference(start.own, end.own)])
  return [
    { figure: 'CPU stolen by the hypervisor', value: share(steal, total, cpu), op: '>', bound: 0.05 },
    { figure: 'periods with throttled CPU', value: throttledShare(start, end), op: '>', bound: 0.05 },
    { figure: 'CPU used by other programs', value: share(difference(own, busy), total, cpu), op: '>', bound: 0.5 },
  ]
}

function throttledShare(start: Counters, end: Counters): number | undefined {
  const shares = end.throttling.map(({ folder, periods, throttled }) => {
    const before = start.throttling.find((one) => one.folder === folder)
    return share(difference(before?.throttled, throttled), difference(before?.periods, periods), shortest.periods)
  })
  return largest(shares)
}

function difference(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before
}

function share(part: number | undefined, whole: number | undefined, least: number): number | undefined {
  return part === undefined || whole === undefined || whole < least ? undefined : part / whole
}

function largest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

import type { Fitness } from '../../model/run.ts'
import { readMemoryLimits } from './cgroup-memory.ts'
import { readThrottling } from './cgroup-cpu.ts'
import type { Throttling } from './cgroup-cpu.ts'
import { parseCpuTimes } from './cpu-times.ts'
import type { CpuTimes } from './cpu-times.ts'
import { failedChecks } from './fitness-check.ts'
import type { FitnessCheck } from './fitness-check.ts'
import { thisHost } from './host.ts'
import type { Host } from './host.ts'
import { parsePressure } from './pressure.ts'
import { readTreeCpu } from './tree-cpu.ts'

/** Watches whether timings taken on this machine can be trusted. Reads counters at both ends only: it costs nothing in between. */
export interface FitnessWatch {
  /** As far as it was known when the watch started. */
  readonly before: Fitness
  /**
   * The whole of it: before and during. `ownCpuMs` is CPU time that the run itself used since the start; left out, it is that of
   * this process and its descendants. May be called again, for a later end.
   */
  stop(ownCpuMs?: number): Fitness
}

/** Starts the watch. What cannot be read on this machine is not checked, and nowhere counted as good or bad. */
export function startFitness(host: Host = thisHost()): FitnessWatch {
  const reasons = failedChecks(checksBefore(host))
  const start = readCounters(host)
  return {
    before: fitness(reasons),
    stop(ownCpuMs) {
      return fitness([...reasons, ...failedChecks(checksDuring(start, readCounters(host), ownCpuMs))])
    },
  }
}

function fitness(reasons: readonly string[]): Fitness {
  return { fit: reasons.length === 0, reasons }
}

function checksBefore(host: Host): FitnessCheck[] {
  const load = host.load()
  const when = 'before the run'
  return [
    // The load is that of the whole machine, so it is shared out among all its CPUs, not only those that we may use.
    { figure: 'load per core', when, value: load === undefined || host.cores === 0 ? undefined : load / host.cores, op: '>', bound: 1.5, unit: 'count' }, // prettier-ignore
    {
      figure: 'CPU pressure',
      when,
      value: parsePressure(host.read('/proc/pressure/cpu') ?? ''),
      op: '>',
      bound: 0.4,
      unit: 'ratio',
    },
    { figure: 'free memory', when, value: freeMemory(host), op: '<', bound: 0.05, unit: 'ratio' },
    { figure: 'free disk', when, value: host.freeDisk(), op: '<', bound: 0.01, unit: 'ratio' },
  ]
}

/** Of the machine or of the tightest limit around us, whichever is nearer its end. */
function freeMemory(host: Host): number | undefined {
  const free = host.freeMemory()
  const shares = readMemoryLimits(host.read).map(({ limit, used }) => Math.max(0, 1 - used / limit))
  if (free !== undefined) shares.push(free / host.memory)
  return shares.length === 0 ? undefined : Math.min(...shares)
}

interface Counters {
  readonly cpu: CpuTimes | undefined
  readonly throttling: readonly Throttling[]
  readonly treeCpu: number | undefined
}

function readCounters(host: Host): Counters {
  return { cpu: parseCpuTimes(host.read('/proc/stat') ?? ''), throttling: readThrottling(host.read), treeCpu: readTreeCpu(host) }
}

function checksDuring(start: Counters, end: Counters, ownCpuMs: number | undefined): FitnessCheck[] {
  const own = ownCpuMs ?? difference(start.treeCpu, end.treeCpu)
  const busy = difference(start.cpu?.busy, end.cpu?.busy)
  const total = difference(start.cpu?.total, end.cpu?.total)
  const foreign = busy === undefined || own === undefined ? undefined : busy - own
  const when = 'during the run'
  return [
    { figure: 'CPU stolen by the hypervisor', when, value: share(difference(start.cpu?.steal, end.cpu?.steal), total, shortest.cpu), op: '>', bound: 0.05, unit: 'ratio' }, // prettier-ignore
    { figure: 'periods with throttled CPU', when, value: throttledShare(start.throttling, end.throttling), op: '>', bound: 0.05, unit: 'ratio' }, // prettier-ignore
    {
      figure: 'CPU used by other programs',
      when,
      value: share(foreign, total, shortest.cpu),
      op: '>',
      bound: 0.5,
      unit: 'ratio',
    },
  ]
}

/** Below half a second of CPU capacity, or as many periods of a quota, the grain of the counters makes up any share. */
const shortest = { cpu: 500, periods: 5 }

function throttledShare(start: readonly Throttling[], end: readonly Throttling[]): number | undefined {
  const shares = end.map(({ folder, periods, throttled }) => {
    const before = start.find((one) => one.folder === folder)
    return share(difference(before?.throttled, throttled), difference(before?.periods, periods), shortest.periods)
  })
  const known = shares.filter((one) => one !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}

function difference(before: number | undefined, after: number | undefined): number | undefined {
  return before === undefined || after === undefined ? undefined : after - before
}

function share(part: number | undefined, whole: number | undefined, least: number): number | undefined {
  return part === undefined || whole === undefined || whole < least ? undefined : part / whole
}

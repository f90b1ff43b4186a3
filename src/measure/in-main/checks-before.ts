import { readMemoryLimits } from './cgroup-memory.ts'
import type { FitnessCheck } from './fitness-check.ts'
import type { Host } from './host.ts'
import { parsePressure } from './pressure.ts'

/** What must hold of the machine when a run starts. */
export function checksBefore(host: Host): FitnessCheck[] {
  return [
    { figure: 'load per core', value: loadPerCore(host), op: '>', bound: 1.5, unit: 'count' },
    { figure: 'CPU pressure', value: parsePressure(host.read('/proc/pressure/cpu') ?? ''), op: '>', bound: 0.4 },
    { figure: 'free memory', value: freeMemory(host), op: '<', bound: 0.05 },
    { figure: 'free disk', value: host.freeDisk(), op: '<', bound: 0.01 },
  ]
}

/** The load is that of the whole machine, so it is shared out among all its CPUs, not only those that we may use. */
function loadPerCore({ load, cores }: Host): number | undefined {
  const all = load()
  return all === undefined || cores === 0 ? undefined : all / cores
}

/** Of the machine or of the tightest limit around us, whichever is nearer its end. */
function freeMemory({ read, memory, freeMemory: freeOf }: Host): number | undefined {
  const free = freeOf()
  const shares = readMemoryLimits(read).map(({ limit, used }) => 1 - used / limit)
  if (free !== undefined) shares.push(free / memory)
  return shares.length === 0 ? undefined : Math.max(0, Math.min(...shares))
}

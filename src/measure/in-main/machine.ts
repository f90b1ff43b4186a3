import { createHash } from 'node:crypto'
import type { Machine } from '../../model/run.ts'
import { readMemoryLimits } from './cgroup-memory.ts'
import { quotas } from '../process/usable-cores.ts'
import { thisHost } from './host.ts'
import type { Host } from './host.ts'

/**
 * Describes the machine as this process may use it: quota of CPU and limit of memory included. The fingerprint is equal for machines
 * whose timings may be compared: CPU model, usable cores, memory in whole GiB, system, Node major and machine class.
 */
export function describeMachine(machineClass: string, vitest?: string, host: Host = thisHost()): Omit<Machine, 'fitness'> {
  const { osName, osRelease, arch, node } = host
  const cpu = host.cpu || `unknown ${arch} CPU`
  const cores = usableCores(host)
  const memory = usableMemory(host)
  const [major] = node.split('.')
  const traits = [cpu, cores, Math.round(memory / 2 ** 30), host.platform, arch, major, machineClass]
  return {
    fingerprint: createHash('sha256').update(JSON.stringify(traits)).digest('hex').slice(0, 12),
    cpu,
    cores,
    memory,
    os: `${osName} ${osRelease} ${arch}`,
    node,
    vitest,
    class: machineClass,
  }
}

/** A share of a CPU where the quota is one: 1.5. */
function usableCores({ parallelism, read }: Host): number {
  return Number(Math.min(parallelism, ...quotas(read('/proc/self/cgroup') ?? '', read)).toFixed(2))
}

function usableMemory({ memory, read }: Host): number {
  return Math.min(memory, ...readMemoryLimits(read).map(({ limit }) => limit))
}

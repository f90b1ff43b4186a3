/** What the kernel counted of a group of processes, its ended members included. What it does not count here is undefined. */
export interface GroupReading {
  /** CPU milliseconds. */
  readonly cpu?: number
  readonly memory?: GroupMemory
}

/** Bytes. */
export interface GroupMemory {
  /** Charged now, the cache of files and the kernel's own included. */
  readonly charged: number
  /** Most that was charged at one moment, since the reset before. */
  readonly peak: number
  /** Of what is charged now, what is no memory of the processes: cached files, and what the kernel keeps for them. */
  readonly notTheirs: number
}

/** Reads a file of the group; undefined where there is none. */
export type ReadGroupFile = (name: string) => string | undefined

/** Version 1: memory, cpuacct and pids each in a folder of their own, whose files have distinct names. */
export function readVersion1(read: ReadGroupFile): GroupReading {
  const nanoseconds = numberIn(read('cpuacct.usage'))
  const [charged, stat] = [numberIn(read('memory.usage_in_bytes')), read('memory.stat') ?? '']
  const peak = numberIn(read('memory.max_usage_in_bytes'))
  const kernel = numberIn(read('memory.kmem.usage_in_bytes')) ?? 0
  const notTheirs = line(stat, 'total_active_file') + line(stat, 'total_inactive_file') + kernel
  return {
    cpu: nanoseconds === undefined ? undefined : nanoseconds / 1e6,
    memory: peak === undefined || charged === undefined ? undefined : { charged, peak, notTheirs },
  }
}

/** Version 2. `memory.peak` is there since Linux 5.19. */
export function readVersion2(read: ReadGroupFile): GroupReading {
  const cpu = read('cpu.stat')
  const [charged, stat] = [numberIn(read('memory.current')), read('memory.stat') ?? '']
  const peak = numberIn(read('memory.peak'))
  // `kernel` holds the others; it is there since Linux 5.18.
  const parts = ['slab', 'kernel_stack', 'pagetables', 'percpu'].reduce((sum, name) => sum + line(stat, name), 0)
  const notTheirs = line(stat, 'active_file') + line(stat, 'inactive_file') + (line(stat, 'kernel') || parts)
  return {
    cpu: cpu === undefined || !cpu.includes('usage_usec') ? undefined : line(cpu, 'usage_usec') / 1000,
    memory: peak === undefined || charged === undefined ? undefined : { charged, peak, notTheirs },
  }
}

function numberIn(text: string | undefined): number | undefined {
  const value = Number.parseInt(text ?? '', 10)
  return Number.isNaN(value) ? undefined : value
}

/** The number behind a name at the beginning of a line; 0 where there is none. */
function line(text: string, name: string): number {
  const at = text.startsWith(`${name} `) ? 0 : text.indexOf(`\n${name} `) + 1
  return at === 0 && !text.startsWith(`${name} `)
    ? 0
    : Number.parseInt(text.slice(at + name.length + 1, at + name.length + 21), 10)
}

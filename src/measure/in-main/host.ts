import { readdirSync, readFileSync, statfsSync } from 'node:fs'
import { arch, availableParallelism, cpus, freemem, loadavg, platform, release, totalmem, type } from 'node:os'

/** The machine as far as its fitness and its identity are read from it. Undefined stands for what cannot be known here. */
export interface Host {
  readonly pid: number
  readonly cpu: string | undefined
  /** CPUs of the whole machine. */
  readonly cores: number
  /** CPUs that this process may run on. */
  readonly parallelism: number
  /** Bytes, without the limit of a container. */
  readonly memory: number
  /** `linux`, `darwin`, `win32`. */
  readonly platform: string
  readonly osName: string
  readonly osRelease: string
  readonly arch: string
  /** `v20.19.0`. */
  readonly node: string
  readonly load: () => number | undefined
  /** Bytes, of the whole machine. */
  readonly freeMemory: () => number | undefined
  /** Share of the disk under the working folder that is free. */
  readonly freeDisk: () => number | undefined
  readonly read: (path: string) => string | undefined
  readonly list: (folder: string) => readonly string[]
}

/** This machine, read anew with every call. */
export function thisHost(): Host {
  const processors = cpus()
  return {
    pid: process.pid,
    cpu: processors[0]?.model.trim(),
    cores: processors.length,
    parallelism: availableParallelism(),
    memory: totalmem(),
    platform: platform(),
    osName: type(),
    osRelease: release(),
    arch: arch(),
    node: process.version,
    // Windows has no load average, and Node says 0 there.
    load: () => (platform() === 'win32' ? undefined : loadavg()[0]),
    freeMemory,
    freeDisk,
    read,
    list,
  }
}

function freeMemory(): number | undefined {
  const [, available] = /^MemAvailable:\s+(\d+) kB$/m.exec(read('/proc/meminfo') ?? '') ?? []
  if (available !== undefined) return Number(available) * 1024
  // Elsewhere than on Windows the free figure leaves out what caches would give back: nearly nothing is free on a healthy Mac.
  return platform() === 'win32' ? freemem() : undefined
}

function freeDisk(): number | undefined {
  try {
    const { bavail, blocks } = statfsSync('.')
    return blocks === 0 ? undefined : bavail / blocks
  } catch {
    return undefined
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

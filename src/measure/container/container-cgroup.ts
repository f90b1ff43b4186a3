import { existsSync, readFileSync } from 'node:fs'
import { ProcessDisks } from './cgroup-disk.ts'
import type { CgroupFigures, CgroupVersion } from './cgroup-figures.ts'
import { CgroupFiles } from './cgroup-files.ts'
import { candidatePaths, folderPath } from './cgroup-folder.ts'
import type { CgroupFolder, ContainerPlace } from './cgroup-folder.ts'
import { HostInterfaces, hasOwnNetwork, readNetwork } from './cgroup-network.ts'
import { WorkingSetPeak } from './working-set-peak.ts'

/**
 * What a container has used since its start, from the kernel's own counters. Times in ms, sizes in bytes. Undefined for what cannot be
 * read here. Totals begin anew when the container is started again.
 */
export interface ContainerReading {
  readonly cpuTime: number | undefined
  /** Time that its threads were kept waiting for the next period of a CPU quota. */
  readonly throttled: number | undefined
  /** Working set now: what is charged to it less the file cache that nobody uses, as `docker stats` shows it. */
  readonly memory: number | undefined
  /** Largest working set for certain: from the kernel's peak where there is one, so that no short rise is missed; else the largest sample. */
  readonly memoryPeak: number | undefined
  /** The kernel's own peak, file cache included: the working set was never more. Undefined before Linux 5.19 in version 2. */
  readonly chargedPeak: number | undefined
  /** Undefined where there is no limit, too. */
  readonly memoryLimit: number | undefined
  readonly processes: number | undefined
  /** Threads of all processes now, and most at one moment. */
  readonly tasks: number | undefined
  readonly tasksPeak: number | undefined
  readonly oomKills: number | undefined
  readonly diskRead: number | undefined
  readonly diskWrite: number | undefined
  /** Which counters the disk bytes are from. Those of the processes lose what an ended process did after the reading before. */
  readonly diskSource: 'cgroup' | 'processes' | undefined
  /** All interfaces of its network but the loopback. Undefined where it uses the network of the host. */
  readonly networkSent: number | undefined
  readonly networkReceived: number | undefined
  /** True where they were read when all of its processes had ended. */
  readonly networkWhole?: boolean
}

/** The control group of a container on this machine; undefined where there is none to be seen, as with an engine elsewhere. */
export function openContainerCgroup(place: ContainerPlace): ContainerCgroup | undefined {
  const version = existsSync('/sys/fs/cgroup/cgroup.controllers') ? 2 : 1
  const groups = place.pid === undefined ? '' : processGroups(place.pid)
  const paths = candidatePaths(place, groups)
  const path = paths.find((one) => existsSync(folderPath({ version, path: one }, 'memory')))
  if (path === undefined) return undefined
  // A process which only has the same number here is not the container's.
  return new ContainerCgroup({ version, path }, groups.includes(place.id) ? place.pid : undefined)
}

/** The counters of one container. Every reading takes about a tenth of a millisecond. Keeps descriptors open: close it. */
export class ContainerCgroup {
  readonly version: CgroupVersion
  readonly #group: CgroupFiles
  readonly #pid: number | undefined
  /** Undefined where it uses the network of the host. */
  readonly #interfaces: HostInterfaces | undefined
  readonly #disks = new ProcessDisks()
  readonly #workingSet = new WorkingSetPeak()
  #network: ReturnType<typeof readNetwork>

  constructor(folder: CgroupFolder, pid: number | undefined) {
    this.version = folder.version
    this.#group = new CgroupFiles(folder)
    this.#pid = pid
    this.#interfaces = pid !== undefined && hasOwnNetwork(pid) ? new HostInterfaces(pid) : undefined
  }

  /** Undefined when the container is gone. */
  read(): ContainerReading | undefined {
    const totals = this.#group.read()
    if (totals === undefined) return undefined
    const pids = this.#group.pids()
    return { ...this.#memory(totals), ...this.#disk(totals, pids), ...this.#traffic(), ...this.#cpu(totals, pids) }
  }

  /**
   * All that it has used, to the last moment: the group outlives its processes by some milliseconds, in which this can be told. Undefined
   * while one of them lives, and when the group is gone.
   */
  readWhole(): ContainerReading | undefined {
    if (this.isAlive || this.#group.pids().length > 0) return undefined
    const reading = this.read()
    // Without a look at the network of a process that is gone: that of the other side of its interfaces stays a little longer.
    return reading === undefined ? undefined : { ...reading, ...this.#carriedOutside() }
  }

  /** False when its first process has ended; true also where that cannot be seen here. */
  get isAlive(): boolean {
    if (this.#pid === undefined) return this.#group.pids().length > 0
    try {
      return process.kill(this.#pid, 0)
    } catch {
      return false
    }
  }

  close(): void {
    this.#group.close()
  }

  #cpu({ cpuTime, throttled, tasks, tasksPeak }: CgroupFigures, pids: readonly number[]) {
    return { cpuTime, throttled, processes: pids.length, tasks, tasksPeak }
  }

  #memory(totals: CgroupFigures) {
    const { usage, inactiveFile, usagePeak, memoryLimit, oomKills } = totals
    return {
      memory: usage === undefined || inactiveFile === undefined ? undefined : Math.max(0, usage - inactiveFile),
      memoryPeak: this.#workingSet.add(totals),
      chargedPeak: usagePeak,
      memoryLimit,
      oomKills,
    }
  }

  #disk({ diskRead, diskWrite }: CgroupFigures, pids: readonly number[]) {
    if (diskRead !== undefined || diskWrite !== undefined) return { diskRead, diskWrite, diskSource: 'cgroup' } as const
    const bytes = this.#disks.read(pids)
    if (bytes === undefined) return { diskRead: undefined, diskWrite: undefined, diskSource: undefined }
    return { diskRead: bytes.read, diskWrite: bytes.written, diskSource: 'processes' } as const
  }

  #traffic() {
    const now = this.#interfaces === undefined ? undefined : readNetwork(this.#pid as number)
    // The engine takes the devices out of the namespace when the container ends: their last figures then stand.
    const carried = this.#network
    if (now !== undefined && (carried === undefined || now.received >= carried.received)) this.#network = now
    return { networkSent: this.#network?.sent, networkReceived: this.#network?.received }
  }

  #carriedOutside() {
    const carried = this.#interfaces?.read()
    const { sent = 0, received = 0 } = this.#network ?? {}
    // Less than was carried before: an interface is being taken down.
    if (carried === undefined || carried.sent < sent || carried.received < received) return {}
    return { networkSent: carried.sent, networkReceived: carried.received, networkWhole: true }
  }
}

function processGroups(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'latin1')
  } catch {
    return ''
  }
}

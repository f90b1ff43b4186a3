import { existsSync, readFileSync } from 'node:fs'
import { ProcessDisks } from './cgroup-disk.ts'
import type { CgroupFigures, CgroupVersion } from './cgroup-figures.ts'
import { CgroupFiles } from './cgroup-files.ts'
import { candidatePaths, folderPath, parentPath } from './cgroup-folder.ts'
import type { CgroupFolder, ContainerPlace } from './cgroup-folder.ts'
import { hasOwnNetwork, readNetwork } from './cgroup-network.ts'
import { WorkingSetPeak } from './working-set-peak.ts'

/**
 * What a container has used since its start, from the kernel's own counters. Times in ms, sizes in bytes. Undefined for what cannot be
 * read here. Totals begin anew when the container is started again, unless its parent group is its own.
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
}

/** The control group of a container on this machine; undefined where there is none to be seen, as with an engine elsewhere. */
export function openContainerCgroup(place: ContainerPlace): ContainerCgroup | undefined {
  const version = existsSync('/sys/fs/cgroup/cgroup.controllers') ? 2 : 1
  const groups = place.pid === undefined ? '' : processGroups(place.pid)
  const paths = candidatePaths(place, groups)
  const path = paths.find((one) => existsSync(folderPath({ version, path: one }, 'memory')))
  if (path === undefined) return undefined
  // Neither the network of the host nor that of a process which only has the same number here is the container's.
  const pid = groups.includes(place.id) && hasOwnNetwork(place.pid as number) ? place.pid : undefined
  const own = place.ownParent === true && place.cgroupParent !== undefined ? parentPath(place.cgroupParent) : undefined
  return new ContainerCgroup({ version, path }, pid, own)
}

/** The counters of one container. Every reading takes about a tenth of a millisecond. Keeps descriptors open: close it. */
export class ContainerCgroup {
  readonly version: CgroupVersion
  readonly #group: CgroupFiles
  readonly #parent: CgroupFiles | undefined
  readonly #pid: number | undefined
  readonly #disks = new ProcessDisks()
  readonly #workingSet = new WorkingSetPeak()
  #last: CgroupFigures | undefined
  #network: ReturnType<typeof readNetwork>

  constructor(folder: CgroupFolder, pid: number | undefined, ownParent: string | undefined) {
    this.version = folder.version
    this.#group = new CgroupFiles(folder)
    this.#parent = ownParent === undefined ? undefined : new CgroupFiles({ version: folder.version, path: ownParent })
    this.#pid = pid
  }

  /** Undefined when the container is not running. With a parent of its own its totals and peaks can be read after its end, too. */
  read(): ContainerReading | undefined {
    const group = this.#group.read()
    const totals = this.#parent === undefined ? group : this.#parent.read()
    if (totals === undefined) return undefined
    // A parent knows nothing of its child's limits, nor, in version 1, of its kills.
    this.#last = group ?? this.#last
    const pids = group === undefined ? [] : this.#group.pids()
    return { ...this.#memory(totals), ...this.#disk(totals, pids), ...this.#traffic(), ...this.#cpu(totals, pids) }
  }

  close(): void {
    this.#group.close()
    this.#parent?.close()
  }

  #cpu(totals: CgroupFigures, pids: readonly number[]) {
    const { cpuTime, tasks, tasksPeak } = totals
    return { cpuTime, throttled: this.#last?.throttled, processes: pids.length, tasks, tasksPeak }
  }

  #memory(totals: CgroupFigures) {
    const { usage, inactiveFile, usagePeak } = totals
    const { memoryLimit, oomKills } = this.#last ?? totals
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
    const now = this.#pid === undefined ? undefined : readNetwork(this.#pid)
    // The engine takes the devices out of the namespace when the container ends: their last figures then stand.
    const carried = this.#network
    if (now !== undefined && (carried === undefined || now.received >= carried.received)) this.#network = now
    return { networkSent: this.#network?.sent, networkReceived: this.#network?.received }
  }
}

function processGroups(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'latin1')
  } catch {
    return ''
  }
}

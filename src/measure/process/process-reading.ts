/** What the kernel says of one process at one moment. Times in ms, sizes in bytes. */
export interface ProcessReading {
  /** Pid and start time together: a pid alone is used again. */
  readonly id: string
  readonly pid: number
  readonly parent: number
  readonly threads: number
  /** CPU time of the process itself, all threads, ended ones too. */
  readonly own: number
  /** CPU time of the children it waited for, and of theirs. */
  readonly waited: number
  /** Resident set now, and its largest ever since the last exec. 0 for a zombie. */
  readonly resident: number
  readonly peak: number
  /** Of the resident set now, what is mapped from files: above all the program itself, which processes share. */
  readonly file: number
  /** Path of the program. Empty where it is not known. */
  readonly program: string
  /** Bytes read from and written to storage, those of children it waited for included. Undefined where they may not be read. */
  readonly disk?: DiskBytes
  /** Where its code and its stack begin: a forked child has the same as its parent until it executes a program. Empty where hidden. */
  readonly image: string
  readonly zombie: boolean
}

/** Bytes that storage delivered, and that were handed to it: what the cache of the kernel answered is not in them. */
export interface DiskBytes {
  readonly read: number
  readonly written: number
}

// USER_HZ of the kernel's ABI: 100 on every architecture that Node runs on.
const tick = 10

/** Reads `/proc/PID/stat` and `/proc/PID/status` (proc(5)); undefined when `stat` is not that of a living process or zombie. */
export function parseProcess(stat: string, status: string): ProcessReading | undefined {
  const named = stat.lastIndexOf(')')
  if (named < 0) return undefined
  const fields = stat.slice(named + 2).split(' ')
  const field = (index: number): number => Number(fields[index])
  const pid = Number.parseInt(stat, 10)
  return {
    id: `${pid}@${fields[19]}`,
    pid,
    parent: field(1),
    threads: field(17),
    own: (field(11) + field(12)) * tick,
    waited: (field(13) + field(14)) * tick,
    resident: kilobytes(status, 'VmRSS:'),
    peak: kilobytes(status, 'VmHWM:'),
    file: kilobytes(status, 'RssFile:'),
    program: '',
    image: field(25) > 1 ? `${fields[23]}:${fields[25]}` : '',
    zombie: fields[0] === 'Z' || fields[0] === 'X',
  }
}

/** Reads `/proc/PID/io` (proc(5)). What was written and then deleted, before it reached the disk, is taken back by the kernel. */
export function parseDisk(io: string): DiskBytes | undefined {
  const bytes = (label: string): number => {
    const at = io.indexOf(`\n${label}: `)
    return at < 0 ? Number.NaN : Number.parseInt(io.slice(at + label.length + 3, at + label.length + 24), 10)
  }
  const [read, written] = [bytes('read_bytes'), bytes('write_bytes')]
  return Number.isNaN(read) || Number.isNaN(written) ? undefined : { read, written }
}

/** Parsed by hand: this runs for every process at every tick. */
function kilobytes(status: string, label: string): number {
  const at = status.indexOf(label)
  return at < 0 ? 0 : Number.parseInt(status.slice(at + label.length, at + label.length + 16), 10) * 1024
}

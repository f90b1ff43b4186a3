/** The files of a control group that are read, by what they tell. */
export type CgroupFile =
  | 'cpu'
  | 'throttling'
  | 'memory'
  | 'memoryPeak'
  | 'memoryStat'
  | 'memoryLimit'
  | 'oom'
  | 'tasks'
  | 'tasksPeak'
  | 'io'

export type CgroupVersion = 1 | 2

/** What was in the files; undefined for one that is not there or cannot be read. */
export type CgroupTexts = Readonly<Record<CgroupFile, string | undefined>>

/** What a control group has used. Times in ms, sizes in bytes. Undefined for what its files do not tell. */
export interface CgroupFigures {
  readonly cpuTime: number | undefined
  /** Time that its threads were kept waiting for the next period of a CPU quota. */
  readonly throttled: number | undefined
  /** All that is charged to the group, file cache included. */
  readonly usage: number | undefined
  /** File cache that nobody has used again: the kernel gives it back first. */
  readonly inactiveFile: number | undefined
  /** Largest `usage` so far. */
  readonly usagePeak: number | undefined
  /** Undefined where there is no limit, too. */
  readonly memoryLimit: number | undefined
  readonly oomKills: number | undefined
  /** Threads of all processes now, and most at one moment. */
  readonly tasks: number | undefined
  readonly tasksPeak: number | undefined
  /** Bytes that went to and came from block devices. Undefined where the kernel does not count them by group. */
  readonly diskRead: number | undefined
  readonly diskWrite: number | undefined
}

interface CgroupFormat {
  readonly files: Readonly<Record<CgroupFile, { readonly controller: string; readonly name: string }>>
  readonly parse: (texts: CgroupTexts) => CgroupFigures
}

const nanoseconds = 1e-6
const microseconds = 1e-3
/** Version 1 writes "no limit" as a number beyond any machine. */
const unlimited = 2 ** 60

/** The files of both versions of control groups and how they are read (cgroup-v1/memory, cgroup-v2 of the kernel's documentation). */
export const cgroupFormats: Readonly<Record<CgroupVersion, CgroupFormat>> = {
  1: {
    files: {
      cpu: { controller: 'cpuacct', name: 'cpuacct.usage' },
      throttling: { controller: 'cpu', name: 'cpu.stat' },
      memory: { controller: 'memory', name: 'memory.usage_in_bytes' },
      memoryPeak: { controller: 'memory', name: 'memory.max_usage_in_bytes' },
      memoryStat: { controller: 'memory', name: 'memory.stat' },
      memoryLimit: { controller: 'memory', name: 'memory.limit_in_bytes' },
      oom: { controller: 'memory', name: 'memory.oom_control' },
      tasks: { controller: 'pids', name: 'pids.current' },
      tasksPeak: { controller: 'pids', name: 'pids.peak' },
      io: { controller: 'blkio', name: 'blkio.throttle.io_service_bytes_recursive' },
    },
    parse: (texts) => ({
      ...shared(texts),
      cpuTime: scaled(number(texts.cpu), nanoseconds),
      throttled: scaled(field(texts.throttling, 'throttled_time'), nanoseconds),
      inactiveFile: field(texts.memoryStat, 'total_inactive_file'),
      diskRead: sum(texts.io, / Read (\d+)/g),
      diskWrite: sum(texts.io, / Write (\d+)/g),
    }),
  },
  2: {
    files: {
      cpu: { controller: '', name: 'cpu.stat' },
      throttling: { controller: '', name: 'cpu.stat' },
      memory: { controller: '', name: 'memory.current' },
      memoryPeak: { controller: '', name: 'memory.peak' },
      memoryStat: { controller: '', name: 'memory.stat' },
      memoryLimit: { controller: '', name: 'memory.max' },
      oom: { controller: '', name: 'memory.events' },
      tasks: { controller: '', name: 'pids.current' },
      tasksPeak: { controller: '', name: 'pids.peak' },
      io: { controller: '', name: 'io.stat' },
    },
    parse: (texts) => ({
      ...shared(texts),
      cpuTime: scaled(field(texts.cpu, 'usage_usec'), microseconds),
      throttled: scaled(field(texts.throttling, 'throttled_usec'), microseconds),
      inactiveFile: field(texts.memoryStat, 'inactive_file'),
      // No line at all means that there was no input and no output yet.
      diskRead: texts.io === '' ? 0 : sum(texts.io, /rbytes=(\d+)/g),
      diskWrite: texts.io === '' ? 0 : sum(texts.io, /wbytes=(\d+)/g),
    }),
  },
}

type Shared = 'usage' | 'usagePeak' | 'memoryLimit' | 'oomKills' | 'tasks' | 'tasksPeak'

function shared(texts: CgroupTexts): Pick<CgroupFigures, Shared> {
  const limit = number(texts.memoryLimit)
  return {
    usage: number(texts.memory),
    usagePeak: number(texts.memoryPeak),
    memoryLimit: limit === undefined || limit > unlimited ? undefined : limit,
    oomKills: field(texts.oom, 'oom_kill'),
    tasks: number(texts.tasks),
    tasksPeak: number(texts.tasksPeak),
  }
}

function scaled(value: number | undefined, unit: number): number | undefined {
  return value === undefined ? undefined : value * unit
}

function number(text = ''): number | undefined {
  return /^\d+\s*$/.test(text) ? Number(text) : undefined
}

/** The number behind a word at the beginning of a line. By hand: `memory.stat` is long, and read for each container at every tick. */
function field(text = '', name: string): number | undefined {
  const at = text.startsWith(`${name} `) ? 0 : text.indexOf(`\n${name} `) + 1
  if (at === 0 && !text.startsWith(`${name} `)) return undefined
  return Number.parseInt(text.slice(at + name.length + 1, at + name.length + 22), 10)
}

/** Undefined where no line matches: a kernel that counts nothing writes a total of 0 and no devices. */
function sum(text = '', pattern: RegExp): number | undefined {
  const found = [...text.matchAll(pattern)]
  return found.length === 0 ? undefined : found.reduce((total, [, bytes]) => total + Number(bytes), 0)
}

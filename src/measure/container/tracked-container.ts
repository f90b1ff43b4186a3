import type { Origin } from '../../model/subject.ts'
import type { ContainerCgroup, ContainerReading } from './container-cgroup.ts'
import { ContainerLine } from './container-line.ts'
import { UsageLedger } from './container-usage.ts'
import { labels } from './engine-answers.ts'
import type { Inspected } from './engine-answers.ts'
import { parseEngineTime } from './engine-time.ts'

/** Everything that is known of one container of a run. Times are the clock on the wall of this machine, in ms. */
export class TrackedContainer {
  readonly id: string
  readonly usage = new UsageLedger()
  readonly line = new ContainerLine()
  /** Who started it; undefined for one from a global set-up. */
  by?: Origin
  image = ''
  name?: string
  labels: Readonly<Record<string, string>> = {}
  /** Cores that it may use; undefined where it may use all. */
  cores?: number
  /** Bytes; undefined where it has no limit. */
  memoryLimit?: number
  createdAt?: number
  /** When the engine was asked to start it for the first time; undefined for one that was there before. */
  askedAt?: number
  readyAt?: number
  /** True where somebody waits until it is ready, and tells. */
  isAwaited = false
  /** Milliseconds that the image took to fetch; undefined where it was there. */
  pulled?: number
  /** Why it never got ready, in the words of who waited. */
  failure?: string
  refused?: number
  /** When it was started, each time. */
  readonly starts: number[] = []
  readonly deaths: number[] = []
  oomEvents = 0
  /** Starts by the engine itself, as it counts them, since this run came to it: also those of which no event was heard. */
  restarts = 0
  /** True where the engine was asked and said that it does not run, whatever was heard before. */
  isStopped = false
  exitCode?: number
  /** What the engine says of a start that failed. */
  error?: string
  lastWords?: string
  /** When it was told to stop. */
  endedAt?: number
  removed = false
  /** How its figures are read; undefined while it is not known, and when it is gone. */
  cgroup?: ContainerCgroup
  method?: 'cgroup' | 'statistics'
  /** Bytes that it held when it was read last. */
  memoryNow?: number
  /** True where it was running when the engine was last heard of, and nothing is known since. */
  lost = false
  cgroupParent?: string
  /** The engine's count when it was asked for the first time, less the restarts that were known by then. */
  #restartsBefore: number | undefined
  /** Its first process, as the machine of the engine numbers it. */
  pid?: number

  constructor(id: string) {
    this.id = id
  }

  /** One of testcontainers' own: the reaper and the forwarder of ports. An image of the same name by somebody else is none. */
  get isHelper(): boolean {
    return (
      this.labels[labels.reaper] === 'true' ||
      this.labels[labels.forwarder] === 'true' ||
      /(^|\/)testcontainers\/(ryuk|sshd)[:@]/.test(this.image)
    )
  }

  /** Meant to outlive the run: the user asked testcontainers to reuse it. */
  get isKept(): boolean {
    return labels.reuse in this.labels && !(labels.run in this.labels)
  }

  /** Created and started by the program of compose, whose requests nobody here sees. */
  get isComposed(): boolean {
    return labels.project in this.labels
  }

  get isRunning(): boolean {
    return !this.removed && this.starts.length > this.deaths.length
  }

  /** True from when it was told to stop, until it is started again. */
  get isEnding(): boolean {
    return this.endedAt !== undefined && this.endedAt > (this.starts.at(-1) ?? 0)
  }

  /** Takes in what it has used since its last start. */
  take(reading: Partial<ContainerReading>): void {
    this.usage.add(this.starts.length, reading)
    this.memoryNow = reading.memory
    this.line.add(this.starts.length, reading)
  }

  /** Takes in what the engine says of it. `offset` is added to the engine's clock. */
  learn({ Created, Config, HostConfig = {}, State = {}, RestartCount = 0 }: Inspected, offset: number): void {
    this.createdAt = shifted(parseEngineTime(Created), offset) ?? this.createdAt
    this.#learnConfig(Config ?? {}, HostConfig)
    this.#learnState(State, shifted(parseEngineTime(State.StartedAt), offset))
    this.#restartsBefore ??= Math.max(0, RestartCount - Math.max(0, this.starts.length - 1))
    this.restarts = RestartCount - this.#restartsBefore
  }

  #learnConfig({ Image, Labels }: NonNullable<Inspected['Config']>, host: NonNullable<Inspected['HostConfig']>): void {
    this.image = Image ?? this.image
    this.labels = Labels ?? this.labels
    this.name = this.labels[labels.name] ?? this.name ?? builtService(this.image, this.labels)
    this.cgroupParent = host.CgroupParent
    this.cores = coresOf(host)
    this.memoryLimit = positive(host.Memory)
  }

  #learnState(
    { Pid, Running, Error: error = '', OOMKilled: wasKilled }: NonNullable<Inspected['State']>,
    started: number | undefined,
  ): void {
    this.pid = positive(Pid)
    this.isStopped = Running === false
    if (error !== '') this.error = error
    if (started !== undefined && this.starts.length === 0) this.starts.push(started)
    if (wasKilled === true) this.oomEvents = Math.max(1, this.oomEvents)
  }
}

/** An image that compose has built is called after its project, of which testcontainers makes up another name each time. */
function builtService(image: string, known: TrackedContainer['labels']): string | undefined {
  const project = known[labels.project]
  return project !== undefined && [`${project}_`, `${project}-`].some((start) => image.startsWith(start))
    ? known[labels.service]
    : undefined
}

function shifted(time: number | undefined, offset: number): number | undefined {
  return time === undefined ? undefined : time + offset
}

/** The engine writes 0 for what is not set. */
function positive(value = 0): number | undefined {
  return value > 0 ? value : undefined
}

function coresOf({ NanoCpus, CpuQuota, CpuPeriod, CpusetCpus }: NonNullable<Inspected['HostConfig']>): number | undefined {
  const [nano, quota, period = 100_000] = [positive(NanoCpus), positive(CpuQuota), positive(CpuPeriod)]
  if (nano !== undefined) return nano / 1e9
  return quota === undefined ? countCpus(CpusetCpus) : quota / period
}

/** `0-3,7` is 5. */
function countCpus(list = ''): number | undefined {
  if (list === '') return undefined
  return list.split(',').reduce((sum, part) => {
    const [from = 0, to = from] = part.split('-').map(Number)
    return sum + to - from + 1
  }, 0)
}

/** What `GET /containers/ID/json` tells, as far as it is used. */
export interface Inspected {
  readonly Id: string
  readonly Created?: string
  /** How often the engine has started it again by itself. */
  readonly RestartCount?: number
  readonly State?: {
    readonly Running?: boolean
    readonly Pid?: number
    readonly ExitCode?: number
    readonly OOMKilled?: boolean
    readonly Error?: string
    readonly StartedAt?: string
    readonly FinishedAt?: string
  }
  readonly Config?: { readonly Image?: string; readonly Labels?: Readonly<Record<string, string>> | null }
  readonly HostConfig?: {
    readonly CgroupParent?: string
    readonly Memory?: number
    readonly NanoCpus?: number
    readonly CpuQuota?: number
    readonly CpuPeriod?: number
    readonly CpusetCpus?: string
  }
}

/** One line of `GET /events`. */
export interface EngineEvent {
  readonly Action?: string
  readonly timeNano?: number
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> }
}

/** What `GET /info` tells, as far as it is used. */
export interface EngineInfo {
  readonly NCPU?: number
  readonly SystemTime?: string
  readonly ServerVersion?: string
}

/** Labels by which containers are told apart. */
export const labels = {
  /** The name that a test gave it. */
  name: 'vitest-slo.name',
  /** The run that owns a container which all its workers share. */
  run: 'vitest-slo.run',
  /** Kept by testcontainers for a later run. */
  reuse: 'org.testcontainers.container-hash',
  reaper: 'org.testcontainers.ryuk',
  forwarder: 'org.testcontainers.sshd',
  /** What the program of compose gives to all that it creates. */
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
} as const

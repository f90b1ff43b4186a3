import type { MessagePort } from 'node:worker_threads'
import type { Limit } from '../../model/limit.ts'
import type { MonitoringSwitch } from '../../model/metric.ts'

/** What the thread that watches containers is started with. */
export interface WatchOrder {
  readonly journal: string
  readonly switches: Readonly<Record<MonitoringSwitch, boolean>>
  /** True where an SLO names a container: then an engine is looked for at once. */
  readonly declared: boolean
  /** The environment of the main process, which tells where engines are. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits: readonly Limit[]
}

/** Limits that hold from now on, for another run of a watch. */
export interface WatchLimits {
  readonly limits: readonly Limit[]
}

/** Asks for a WatchResult. Whoever asks stands still until it is there. */
export interface WatchQuestion {
  readonly port: MessagePort
  /** Set to 1 and notified when the answer is in the port. */
  readonly signal: Int32Array<SharedArrayBuffer>
  /** Remove first what all workers have shared: the run is over. */
  readonly endShared: boolean
}

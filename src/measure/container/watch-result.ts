import type { LimitGap, LimitHit } from '../../model/limit-hit.ts'
import type { Measured } from '../../model/series.ts'
import type { Trace } from '../../model/stretch.ts'
import type { Origin } from '../../model/subject.ts'
import type { Gap, Series } from '../../model/series.ts'

/** What one container came to. */
export interface ContainerResult extends Measured {
  readonly series: Series[]
  readonly gaps: Gap[]
  readonly id: string
  /** What it is called in SLOs. */
  readonly name: string
  readonly image: string
  /** Who started it; undefined for a global set-up. */
  readonly origin: Origin | undefined
  /** True where a global set-up started it, whose teardown comes after the end of the run. */
  readonly ofSetup: boolean
  readonly removed: boolean
  /** True where it is still there and nobody meant it to be. */
  readonly leaked: boolean
  /** What it used over time; undefined where that was not seen. */
  readonly trace?: Trace
}

/** What was found out about containers when it was asked for. */
export interface WatchResult {
  readonly containers: readonly ContainerResult[]
  /** The engine that answered, and undefined where none did. */
  readonly engine: string | undefined
  /** Why an engine could not be reached. */
  readonly troubles: readonly string[]
  /** Limits that were crossed, or could not be enforced. */
  readonly limits: readonly (LimitHit | LimitGap)[]
}

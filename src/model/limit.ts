import { unitOf } from './unit.ts'
import type { Dimension, Unit } from './unit.ts'

/**
 * What can be limited while a run goes on, and in which dimension. `cpu` is a share of the capacity that may be used, `disk` the bytes
 * written in all, `network` the bytes sent and received in a second.
 */
export const limitDimensions = {
  cpu: 'ratio',
  memory: 'bytes',
  disk: 'bytes',
  network: 'byte-rate',
  processes: 'count',
  containers: 'count',
  testTime: 'time',
  containerStartup: 'time',
  cleanupTimeout: 'time',
} as const satisfies Record<string, Dimension>

export type LimitName = keyof typeof limitDimensions

export const limitNames = Object.keys(limitDimensions) as LimitName[]

/** What happens when a limit is crossed: the run fails (also `kill`, which ends the culprit first), or it is shown only. */
export type LimitAction = 'fail' | 'kill' | 'warn'

export const limitActions = ['fail', 'kill', 'warn'] as const satisfies readonly LimitAction[]

/** The limits that are rates: crossed by the average over a time, not by one reading. */
const rateLimits = ['cpu', 'network'] as const satisfies readonly LimitName[]

/** A bound that is enforced while the run goes on. */
export interface Limit {
  readonly name: LimitName
  /** In the canonical unit. What is above it has crossed it. */
  readonly max: number
  /** As it was written: `1GiB`. */
  readonly written: string
  readonly onExceed: LimitAction
  /** Milliseconds over which the average of a rate is taken; 0 for all others. */
  readonly sustained: number
}

/** Milliseconds over which a rate is averaged where nothing else is written. */
export const defaultSustained = 5000

/** Most milliseconds between two readings of what is limited: a process that runs away fills a machine within seconds. */
export const guardInterval = 100

/** The unit of a limit and of what is measured against it. */
export function unitOfLimit(name: LimitName): Unit {
  return unitOf[limitDimensions[name]]
}

/** True for the limits that are rates. */
export function isRate(name: LimitName): boolean {
  return (rateLimits as readonly LimitName[]).includes(name)
}

/** True when going on would break a promise: `warn` only tells. */
export function isEnforced({ onExceed }: Pick<Limit, 'onExceed'>): boolean {
  return onExceed !== 'warn'
}

import type { Limit } from './limit.ts'

/** What one tree, container or run uses at one moment. What is not known is left out, and no limit is judged by it. */
export interface LimitReading {
  /** Milliseconds of a monotonic clock. */
  readonly at: number
  /** CPU milliseconds so far. */
  readonly cpu?: number
  /** Bytes now. */
  readonly memory?: number
  /** Bytes written so far. */
  readonly disk?: number
  /** Bytes sent and received so far. */
  readonly network?: number
  readonly processes?: number
}

/** A limit that is crossed at this moment, with what was measured in its unit. */
export interface Exceeded {
  readonly limit: Limit
  readonly measured: number
}

/** The limits that the last of some readings crosses. `cores` is the capacity that may be used. */
export function exceededBy(limits: readonly Limit[], readings: readonly LimitReading[], cores: number): Exceeded[] {
  return limits.flatMap((limit) => {
    const measured = measuredFor(limit, readings, cores)
    return measured !== undefined && measured > limit.max ? [{ limit, measured }] : []
  })
}

/** The readings that are still needed for the averages of these limits: the last one that is old enough for each, and all after it. */
export function stillNeeded(limits: readonly Limit[], readings: readonly LimitReading[]): readonly LimitReading[] {
  const now = readings.at(-1)?.at ?? 0
  const longest = Math.max(0, ...limits.map(({ sustained }) => sustained))
  const oldest = readings.findLastIndex(({ at }) => at <= now - longest)
  return oldest <= 0 ? readings : readings.slice(oldest)
}

/** Undefined where it is not known, or not yet for as long as the limit asks for. */
function measuredFor(limit: Limit, readings: readonly LimitReading[], cores: number): number | undefined {
  const now = readings.at(-1)
  switch (limit.name) {
    case 'cpu':
      return rate(limit, readings, ({ cpu }) => (cpu === undefined ? undefined : cpu / cores))
    case 'network':
      return rate(limit, readings, ({ network }) => (network === undefined ? undefined : network * 1000))
    case 'memory':
    case 'disk':
    case 'processes':
      return now?.[limit.name]
    default:
      return undefined
  }
}

/** The average rise in a millisecond, from the last reading that is as old as the limit asks for up to now. */
function rate(
  { sustained }: Limit,
  readings: readonly LimitReading[],
  total: (reading: LimitReading) => number | undefined,
): number | undefined {
  const now = readings.at(-1)
  if (now === undefined) return undefined
  const then = readings.findLast((reading) => reading !== now && now.at - reading.at >= sustained)
  const [before, after] = [then === undefined ? undefined : total(then), total(now)]
  if (then === undefined || before === undefined || after === undefined || now.at <= then.at) return undefined
  return Math.max(0, after - before) / (now.at - then.at)
}

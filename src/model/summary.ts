/** A series reduced. All in the unit of the series; `stddev` is the sample standard deviation and needs two samples. */
export interface Summary {
  readonly count: number
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly median: number
  readonly sum: number
  readonly last: number
  readonly stddev?: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
}

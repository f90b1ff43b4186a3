import type { Unit } from '../model/unit.ts'

/** All figures of one name, as Prometheus groups them. In base units: seconds, bytes, ratios. */
export interface MetricFamily {
  /** Without the suffixes that a type adds (`_total`, `_bucket`, `_sum`, `_count`). */
  readonly name: string
  readonly type: 'gauge' | 'counter' | 'histogram' | 'summary'
  readonly help: string
  readonly points: readonly MetricPoint[]
}

export type Labels = Readonly<Record<string, string>>

/** One label set of a family with its figures. */
export type MetricPoint =
  | { readonly kind: 'value'; readonly labels: Labels; readonly value: number }
  | {
      readonly kind: 'histogram'
      readonly labels: Labels
      /** Ascending and cumulative, without the last one, which holds all. */
      readonly buckets: readonly { readonly upTo: number; readonly count: number }[]
      readonly sum: number
      readonly count: number
    }
  | {
      readonly kind: 'summary'
      readonly labels: Labels
      readonly quantiles: readonly { readonly quantile: number; readonly value: number }[]
      readonly sum: number
      readonly count: number
    }

/** What every name begins with. */
export const prefix = 'vitest_slo_'

/** The end of the name of a figure in a unit, after Prometheus' conventions for base units; empty for counts. */
export const unitSuffix: Readonly<Record<Unit, string>> = {
  ms: '_seconds',
  bytes: '_bytes',
  ratio: '_ratio',
  '1/s': '_per_second',
  'bytes/s': '_bytes_per_second',
  count: '',
}

/** A figure in its base unit: milliseconds become seconds, all else stays. */
export function inBaseUnit(value: number, unit: Unit): number {
  return unit === 'ms' ? inSeconds(value) : value
}

/** Milliseconds as seconds, without the dust of binary fractions: 0.06 ms is 0.00006 s. */
export function inSeconds(milliseconds: number): number {
  return Number((milliseconds / 1000).toPrecision(15))
}

/** A name of anything, as a part of a metric's name: `buildFirst` and `build:first` become `build_first`. */
export function snakeCase(name: string): string {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').replaceAll(/[^A-Za-z\d]+/g, '_')
  return words.replaceAll(/^_+|_+$/g, '').toLowerCase()
}

/** Labels that hold something. */
export function labels(pairs: Readonly<Record<string, string | undefined>>): Labels {
  return Object.fromEntries(Object.entries(pairs).filter((pair): pair is [string, string] => pair[1] !== undefined))
}

/** A family of plain figures. */
export function gauge(name: string, help: string, points: readonly (readonly [Labels, number | undefined])[]): MetricFamily {
  const known = points.flatMap(([of, value]) => (value === undefined ? [] : [{ kind: 'value', labels: of, value } as const]))
  return { name: `${prefix}${name}`, type: 'gauge', help, points: known }
}

/** What kind of thing a number counts. Every metric has one; an objective on it must be written in the same. */
export type Dimension = 'time' | 'bytes' | 'ratio' | 'rate' | 'byte-rate' | 'count'

/** The canonical unit of each dimension: the only one used inside and in stored files. */
export type Unit = 'ms' | 'bytes' | 'ratio' | '1/s' | 'bytes/s' | 'count'

export const unitOf = {
  time: 'ms',
  bytes: 'bytes',
  ratio: 'ratio',
  rate: '1/s',
  'byte-rate': 'bytes/s',
  count: 'count',
} as const satisfies Record<Dimension, Unit>

export const dimensionOf: Readonly<Record<Unit, Dimension>> = {
  ms: 'time',
  bytes: 'bytes',
  ratio: 'ratio',
  '1/s': 'rate',
  'bytes/s': 'byte-rate',
  count: 'count',
}

/**
 * Factor of each written suffix to the canonical unit, as an exact fraction [numerator, denominator].
 * KB, MB and GB are powers of 1000 (SI), KiB, MiB and GiB of 1024 (IEC 80000-13).
 */
export const suffixes = {
  time: { us: [1n, 1000n], ms: [1n, 1n], s: [1000n, 1n], m: [60_000n, 1n], h: [3_600_000n, 1n], d: [86_400_000n, 1n] },
  bytes: {
    B: [1n, 1n],
    KB: [1000n, 1n],
    MB: [1_000_000n, 1n],
    GB: [1_000_000_000n, 1n],
    KiB: [1024n, 1n],
    MiB: [1_048_576n, 1n],
    GiB: [1_073_741_824n, 1n],
  },
  ratio: { '%': [1n, 100n] },
  rate: { '/s': [1n, 1n], '/m': [1n, 60n], '/h': [1n, 3600n] },
  'byte-rate': {
    'B/s': [1n, 1n],
    'KB/s': [1000n, 1n],
    'MB/s': [1_000_000n, 1n],
    'GB/s': [1_000_000_000n, 1n],
    'KiB/s': [1024n, 1n],
    'MiB/s': [1_048_576n, 1n],
    'GiB/s': [1_073_741_824n, 1n],
  },
  count: { '': [1n, 1n] },
} as const satisfies Record<Dimension, Record<string, readonly [bigint, bigint]>>

type SuffixOf<D extends Dimension> = keyof (typeof suffixes)[D] & string

/** A quantity as written in a config, for example `15s`, `100 MB`, `85%`, `200000/s`, `0`. */
export type QuantityText<D extends Dimension> = D extends 'count'
  ? `${number}`
  : `${number}${SuffixOf<D>}` | `${number} ${SuffixOf<D>}`

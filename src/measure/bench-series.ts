import { formatQuantity } from '../model/format-quantity.ts'
import type { Measured, Series } from '../model/series.ts'
import type { Subject } from '../model/subject.ts'
import { foldSamples } from './fold-samples.ts'

/** What a benchmark tool says of one function, as far as it is needed. Times in ms. */
export interface BenchResult {
  /** The time of all measured calls. */
  readonly totalTime: number
  readonly latency: {
    readonly max: number
    readonly rme: number
    readonly samplesCount: number
    /** Of every call, ascending; missing or empty where the tool threw them away. */
    readonly samples?: readonly number[]
  }
}

/** How many latencies of one bench are kept: enough for p99 with 95 % confidence, and a report stays readable. */
const mostSamples = 2000

/** The series of one bench: a latency of each call, or of slices of calls, and one throughput from the totals. */
export function benchSeries(
  name: string,
  { result, alone }: { readonly result: BenchResult; readonly alone: boolean },
): Measured {
  const subject: Subject = { kind: 'bench', name }
  const shared = alone ? '' : ', shared with concurrent tests'
  const { latency, totalTime } = result
  // A clock that is too coarse would make it infinite, which keeps every promise.
  if (!(totalTime > 0)) return { series: [], gaps: [unmeasured(subject, 'latency'), unmeasured(subject, 'throughput')] }
  const throughput: Series = {
    subject,
    metric: 'throughput',
    unit: '1/s',
    samples: [(latency.samplesCount * 1000) / totalTime],
    source: `tinybench: all calls over the time they took${shared}`,
    exact: alone,
  }
  if ((latency.samples?.length ?? 0) === 0) return { series: [throughput], gaps: [withoutSamples(subject)] }
  const samples = foldSamples(latency.samples as readonly number[], mostSamples)
  const source = `tinybench: ${countText(samples, latency)}${shared}`
  // The largest of slices is less than the slowest call was.
  const exact = alone && samples.length === latency.samplesCount
  return { series: [{ subject, metric: 'latency', unit: 'ms', samples, source, exact }, throughput], gaps: [] }
}

function countText(samples: readonly number[], { samplesCount, max, rme }: BenchResult['latency']): string {
  const margin = Number.isFinite(rme) ? `, mean +-${formatQuantity(rme / 100, 'ratio', 2)}` : ''
  if (samples.length === samplesCount) return `time of each call, ascending${margin}`
  const slowest = formatQuantity(max, 'ms')
  return `${samplesCount} calls from fast to slow in ${samples.length} slices, each the mean of its calls; slowest call ${slowest}${margin}`
}

function unmeasured(subject: Subject, metric: 'latency' | 'throughput'): Measured['gaps'][number] {
  const reason = 'its calls took no time that the clock could tell: let one call do more work'
  return { kind: 'unsupported', subject, metric, reason }
}

/** A mean is no sample: judged as one, it would meet every percentile. */
function withoutSamples(subject: Subject): Measured['gaps'][number] {
  const reason =
    'its samples were not kept: set benchmark.includeSamples (Vitest 4) or benchmark.retainSamples (Vitest 5) in the Vitest config'
  return { kind: 'unsupported', subject, metric: 'latency', reason }
}

import type { Run } from '../../model/run.ts'
import type { Series } from '../../model/series.ts'
import { subjectKey } from '../../model/subject.ts'

/** Figures of the whole run that add up when a suite is cut into shards. */
const additive = new Set([
  'tests',
  'failures',
  'cpuTime',
  'transformTime',
  'setupTime',
  'importTime',
  'environmentTime',
  'testsTime',
])

/**
 * The series of the shards of one suite. What adds up (the number of tests, what was counted) is added up; every other figure of a
 * run (its peak of memory) stays a sample for each shard. A figure of the run that one of them lacks is left to its gap: a part of a
 * sum would be too good. A counter that one of them lacks was not counted there.
 */
export function sumShards(shards: readonly Run[], counters: ReadonlySet<string>): Series[] {
  const all = shards.flatMap(({ series }) => series)
  const isCounter = ({ subject, metric }: Series): boolean =>
    subject.kind === 'metric' && metric === 'value' && counters.has(subject.name)
  const ofRun = alike(all.filter(isOfRun)).filter((parts) => parts.length === shards.length)
  const rest = all.filter((one) => !isOfRun(one) && !isCounter(one) && !isFlakeRate(one))
  return [...rest, ...[...ofRun, ...alike(all.filter(isCounter))].map(sumOf), ...flakeRateOf(shards)]
}

function isOfRun({ subject, metric }: Series): boolean {
  return subject.kind === 'run' && additive.has(metric)
}

function isFlakeRate({ subject, metric }: Series): boolean {
  return subject.kind === 'run' && metric === 'flakeRate'
}

/** Of all tests together: each shard weighs as much as it ran. One that cannot tell leaves all unknown. */
function flakeRateOf(shards: readonly Run[]): Series[] {
  const parts = shards.flatMap(({ series }): { readonly rate: Series; readonly tests: number }[] => {
    const tests = series.find(({ subject, metric }) => subject.kind === 'run' && metric === 'tests')?.samples[0]
    const rate = series.find(isFlakeRate)
    return rate === undefined || tests === undefined ? [] : [{ rate, tests }]
  })
  const [first] = parts
  if (first === undefined || parts.length < shards.length) return []
  const total = parts.reduce((sum, { tests }) => sum + tests, 0)
  const flaky = parts.reduce((sum, { rate, tests }) => sum + (rate.samples[0] ?? 0) * tests, 0)
  return [{ ...first.rate, samples: [flaky / total] }]
}

type Parts = readonly [Series, ...Series[]]

function alike(all: readonly Series[]): Parts[] {
  const groups = new Map<string, [Series, ...Series[]]>()
  for (const series of all) {
    const key = `${series.metric} ${subjectKey(series.subject)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [series])
    else group.push(series)
  }
  return [...groups.values()]
}

function sumOf(parts: Parts): Series {
  const [first] = parts
  if (parts.length === 1) return first
  const total = parts.flatMap(({ samples }) => samples).reduce((sum, sample) => sum + sample, 0)
  return {
    ...first,
    samples: [total],
    source: `${first.source}, sum of ${parts.length} shards`,
    exact: parts.every(({ exact }) => exact),
  }
}

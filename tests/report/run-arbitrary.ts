import fc from 'fast-check'
import type { Advice, Insight, Remedy } from '../../src/model/insight.ts'
import { limitNames } from '../../src/model/limit.ts'
import type { LimitNote } from '../../src/model/limit-hit.ts'
import { metricsOf } from '../../src/model/metric.ts'
import type { Metric, SubjectKind } from '../../src/model/metric.ts'
import type { Objective, Statistic } from '../../src/model/objective.ts'
import type { Frame, Profile, ProfileGap } from '../../src/model/profile.ts'
import type { Run } from '../../src/model/run.ts'
import type { Gap, Series } from '../../src/model/series.ts'
import type { Slo, Waiver } from '../../src/model/slo.ts'
import type { Selector, Subject } from '../../src/model/subject.ts'
import type { Timeline } from '../../src/model/timeline.ts'
import type { Forecast } from '../../src/model/forecast.ts'
import type { BaselineVerdict, BudgetVerdict, Verdict, WaiverVerdict } from '../../src/model/verdict.ts'

// fast-check also makes objects without a prototype, which a comparison tells apart and JSON does not.
const record: typeof fc.record = (model: object, constraints?: object) =>
  fc.record(model, { ...constraints, noNullPrototype: true }) as never

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('</script>', '\u001b[31m', '\u202e', 'a > b', ''),
)
const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number))
const sample = fc.oneof(
  { weight: 9, arbitrary: value },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
)
const metric = fc.constantFrom(...Object.values(metricsOf).flatMap((known) => Object.keys(known) as Metric[]))
const unit = fc.constantFrom('ms', 'bytes', 'ratio', '1/s', 'bytes/s', 'count' as const)
const statistic = fc.constantFrom<Statistic>('max', 'peak', 'mean', 'count', 'p95', 'p99.9')

const subject: fc.Arbitrary<Subject> = record(
  { kind: fc.constantFrom(...(Object.keys(metricsOf) as SubjectKind[])), name: words, file: words, project: words, tags: fc.array(words, { maxLength: 2 }) },
  { requiredKeys: ['kind', 'name'] },
) // prettier-ignore

const selector: fc.Arbitrary<Selector> = fc.oneof(
  record({ kind: fc.constant('run' as const) }),
  record({ kind: fc.constant('test' as const), name: words, file: words, tag: words }, { requiredKeys: ['kind'] }),
  record({ kind: fc.constantFrom('file', 'artifact', 'command', 'metric' as const), name: words }),
)

const objective: fc.Arbitrary<Objective> = record({
  statistic,
  op: fc.constantFrom('<=', '<', '>=', '>'),
  threshold: value,
  unit,
  written: words,
})

const slo: fc.Arbitrary<Slo> = record(
  {
    name: words,
    sli: record({ subject: selector, metric, unit }),
    objective,
    warning: objective,
    enforce: fc.constantFrom('fail', 'warn', 'budget'),
    errorBudget: record({
      target: value,
      window: record({ unit: fc.constantFrom('runs', 'days'), length: fc.nat() }),
      method: fc.constantFrom('occurrences', 'timeslices', 'ratio-timeslices'),
    }),
    whenUnsupported: fc.constantFrom('fail', 'report'),
    owner: words,
    description: words,
  },
  { requiredKeys: ['name', 'sli', 'objective', 'enforce', 'whenUnsupported'] },
)

const budget: fc.Arbitrary<BudgetVerdict> = record(
  {
    status: fc.constantFrom('learning', 'within', 'burning', 'spent'),
    alone: fc.constantFrom('met', 'warning', 'violated', 'no-data', 'inconclusive'),
    runs: fc.nat(),
    good: value,
    total: value,
    allowed: value,
    spent: value,
    burn: record({ last5: value, last20: value }, { requiredKeys: [] }),
    runsLeft: fc.nat(),
    renewal: record({ at: words, reason: words }),
  },
  { requiredKeys: ['status', 'alone', 'runs', 'good', 'total', 'allowed', 'spent', 'burn'] },
)

const judged = {
  budget,
  slo,
  samples: fc.nat(),
  exact: fc.boolean(),
  confirmed: value,
  reason: words,
  measured: value,
  headroom: value,
}

const judgedVerdict: fc.Arbitrary<Verdict> = fc.oneof(
  record(
    { status: fc.constantFrom('met', 'warning', 'inconclusive'), ...judged },
    { requiredKeys: ['status', 'slo', 'samples', 'exact', 'reason', 'measured', 'headroom'] },
  ),
  record({ status: fc.constant('violated'), ...judged }, { requiredKeys: ['status', 'slo', 'samples', 'exact', 'reason'] }),
  record({
    status: fc.constant('no-data'),
    cause: fc.constantFrom('not-recorded', 'skipped', 'failed-test', 'crashed', 'unsupported', 'too-few-samples', 'no-baseline'),
    slo,
    reason: words,
  }),
)

const baseline: fc.Arbitrary<BaselineVerdict> = record(
  {
    status: fc.constantFrom('steady', 'regressed', 'accepted', 'learning', 'refused', 'unknown'),
    against: words,
    named: fc.boolean(),
    runs: fc.nat(),
    needed: fc.nat(),
    statistic,
    value,
    median: value,
    change: value,
    interval: fc.tuple(value, value),
    rule: fc.constantFrom('shift', 'jump', 'exact', 'creep'),
    commit: words,
    reason: words,
  },
  { requiredKeys: ['status', 'against', 'named', 'runs', 'statistic', 'reason'] },
)
const bound = record({ maxRegression: value, minDifference: value, required: fc.boolean() })
const waiver: fc.Arbitrary<Waiver> = record({ ceiling: objective, reason: words, owner: words, expires: words })
const waiverVerdict: fc.Arbitrary<WaiverVerdict> = record({ status: fc.constantFrom('unused', 'waived', 'exceeded', 'expired') })

/** What was declared stands in a verdict once: what it was compared with is what it asked for. */
const verdict: fc.Arbitrary<Verdict> = fc
  .tuple(judgedVerdict, fc.option(fc.tuple(baseline, bound)), fc.option(fc.tuple(waiver, fc.option(waiverVerdict))))
  .map(([plain, past, waived]) => ({
    ...plain,
    ...(past === null ? {} : { baseline: past[0] }),
    ...(waived === null || waived[1] === null ? {} : { waiver: waived[1] }),
    slo: {
      ...plain.slo,
      ...(past === null ? {} : { baseline: { against: past[0].against, ...past[1] } }),
      ...(waived === null ? {} : { waiver: waived[0] }),
    },
  }))

const origin = record({ file: words, test: words, project: words }, { requiredKeys: ['file', 'test'] })

const series: fc.Arbitrary<Series> = record(
  {
    subject,
    metric,
    unit,
    samples: fc.array(sample, { maxLength: 25 }),
    source: words,
    exact: fc.boolean(),
    confirmation: fc.array(sample, { maxLength: 3 }),
    origin,
    recordings: fc.array(record({ origin, samples: fc.nat(), confirmation: fc.nat() }, { requiredKeys: ['samples'] }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ['subject', 'metric', 'unit', 'samples', 'source', 'exact'] },
)

const gap: fc.Arbitrary<Gap> = fc.oneof(
  record({ kind: fc.constantFrom('failed-sample', 'failed-test', 'skipped-test', 'crashed'), subject, reason: words }),
  record({ kind: fc.constant('unsupported'), subject, metric, reason: words }),
)

const forecast: fc.Arbitrary<Forecast> = fc.oneof(
  record({ kind: fc.constantFrom('unknown', 'none', 'broken') }),
  record({ kind: fc.constant('beyond'), runs: fc.nat() }),
  record({ kind: fc.constant('breach'), runs: fc.nat(), earliest: fc.nat(), latest: fc.nat() }, { requiredKeys: ['kind', 'runs', 'earliest'] }),
) // prettier-ignore

const advice: fc.Arbitrary<Advice> = record(
  {
    remedies: fc.array(fc.constantFrom<Remedy>('reuse', 'caching', 'pooling', 'parallelism', 'batching', 'async'), { maxLength: 2 }),
    gain: record({ subject, metric, unit, now: value, best: value }),
  },
  { requiredKeys: ['remedies'] },
) // prettier-ignore

const insight: fc.Arbitrary<Insight> = fc.oneof(
  record({ kind: fc.constant('heap-step'), worker: words, file: words, before: value, after: value, later: fc.nat() }),
  record({ kind: fc.constant('heap-growth'), worker: words, files: fc.nat(), slope: value }),
  record({ kind: fc.constant('trend'), slo: words, unit, direction: fc.constantFrom('rising', 'falling'), perRun: value, low: value, high: value, change: value, runs: fc.nat(), pValue: value, forecast }),
  record({ kind: fc.constant('level'), slo: words, unit, run: words, startedAt: words, commit: words, commitBefore: words, before: value, after: value, runs: fc.nat() }, { requiredKeys: ['kind', 'slo', 'unit', 'run', 'startedAt', 'before', 'after', 'runs'] }),
  record({ kind: fc.constant('outlier'), slo: words, unit, measured: value, usual: value, z: value, runs: fc.nat(), better: fc.boolean() }),
  record({ kind: fc.constant('wide-headroom'), slo: words, unit, worst: value, threshold: value, runs: fc.nat() }),
  record({ kind: fc.constant('wide-spread'), slo: words, spread: value, margin: value, samples: fc.nat() }),
  record({ kind: fc.constant('cold-first'), command: words, first: value, usual: value, samples: fc.nat() }),
  record({ kind: fc.constant('container-share'), container: words, file: words, project: words, starts: fc.nat(), startup: value, duration: value, share: value, advice }, { requiredKeys: ['kind', 'container', 'file', 'starts', 'startup', 'duration', 'share', 'advice'] }),
  record({ kind: fc.constant('container-repeated'), container: words, files: fc.array(words, { maxLength: 2 }), starts: fc.nat(), startup: value, once: value, advice }),
  record({ kind: fc.constant('phase-share'), phase: fc.constantFrom('setup', 'import', 'environment'), time: value, total: value, share: value, advice }),
  record({ kind: fc.constant('slow-tests'), tests: fc.array(record({ file: words, name: words, duration: value }), { maxLength: 2 }), time: value, total: value, share: value, count: fc.nat(), advice }),
  record({ kind: fc.constant('idle-cores'), files: fc.nat(), cores: fc.nat(), busy: value, duration: value, longest: value, advice }),
  record({ kind: fc.constant('start-up-share'), command: words, idle: words, startup: value, duration: value, share: value, advice }),
  record({ kind: fc.constant('gc-share'), subject, gcTime: value, duration: value, share: value, advice }),
  record({ kind: fc.constant('blocked-loop'), subject, blocked: value, duration: value, advice }),
  record({ kind: fc.constant('waiting'), subject, duration: value, cpuTime: value, share: value, advice }),
) // prettier-ignore

const limitName = fc.constantFrom(...limitNames)

const limit: fc.Arbitrary<LimitNote> = fc.oneof(
  record({ kind: fc.constant('held'), limit: limitName, written: words }),
  record({ kind: fc.constant('not-enforced'), limit: limitName, written: words, subject, reason: words }),
  record(
    {
      kind: fc.constant('exceeded'),
      limit: limitName,
      onExceed: fc.constantFrom('fail', 'kill', 'warn'),
      max: fc.nat(),
      written: words,
      measured: fc.nat(),
      subject,
      culprit: words,
      running: fc.array(words, { maxLength: 3 }),
      done: words,
    },
    { requiredKeys: ['kind', 'limit', 'onExceed', 'max', 'written', 'measured', 'subject', 'running'] },
  ),
)
const frame = record(
  {
    function: words,
    file: words,
    line: fc.nat(),
    hottestLine: fc.nat(),
    owner: fc.constantFrom('own', 'dependency', 'node', 'gc', 'idle'),
    self: value,
    total: value,
    before: value,
    unit: fc.constantFrom('ms', 'bytes'),
  },
  { requiredKeys: ['function', 'owner', 'self', 'total', 'unit'] },
) as fc.Arbitrary<Frame>

const taken = {
  subject,
  file: words,
  unit: fc.constantFrom('ms', 'bytes'),
  samples: fc.nat(),
  source: words,
  hotPath: fc.array(frame, { maxLength: 2 }),
  comparedWith: words,
}
const takenKeys = ['subject', 'file', 'unit', 'samples', 'source', 'hotPath', 'kind']
const change = record(
  { function: words, file: words, line: fc.nat(), before: value, after: value },
  { requiredKeys: ['function', 'after'] },
)
const frames = fc.array(frame, { maxLength: 3 })

const opener = record({ function: words, file: words, line: fc.nat() })
const traffic = record(
  { name: words, operations: value, read: value, written: value, time: value, opener },
  { requiredKeys: ['name', 'operations', 'read', 'written', 'time'] },
)
const moved = record({ name: words, opener, before: value, after: value }, { requiredKeys: ['name', 'after'] })

const profile = fc.oneof(
  record(
    {
      ...taken,
      kind: fc.constantFrom('cpu', 'heap'),
      topSelf: frames,
      topTotal: frames,
      shares: record({ own: value, dependency: value, node: value, gc: value, idle: value }),
      changes: fc.array(change, { maxLength: 2 }),
    },
    { requiredKeys: [...takenKeys, 'topSelf', 'topTotal', 'shares'] as never },
  ),
  record(
    {
      ...taken,
      kind: fc.constantFrom('disk', 'network'),
      traffic: fc.array(traffic, { maxLength: 3 }),
      changes: fc.array(moved, { maxLength: 2 }),
    },
    { requiredKeys: [...takenKeys, 'traffic'] as never },
  ),
) as fc.Arbitrary<Profile>

const profileGap: fc.Arbitrary<ProfileGap> = record({
  subject,
  kind: fc.constantFrom('cpu', 'heap', 'disk', 'network'),
  reason: words,
})

const machine = record(
  {
    fingerprint: words,
    cpu: words,
    cores: fc.nat(),
    memory: fc.nat(),
    os: words,
    node: words,
    vitest: words,
    class: words,
    fitness: record({ fit: fc.boolean(), reasons: fc.array(words, { maxLength: 2 }) }),
  },
  { requiredKeys: ['fingerprint', 'cpu', 'cores', 'memory', 'os', 'node', 'class', 'fitness'] },
)

const stretches = fc.array(fc.option(value), { maxLength: 3 })
const line = record({ mean: stretches, min: stretches, max: stretches }, { requiredKeys: ['mean'] })
const lines = record({ cpu: line, memory: line, diskRead: line, diskWrite: line, networkSent: line, networkReceived: line }, { requiredKeys: [] }) // prettier-ignore
const phase = record({ name: words, from: value, to: value })
const timeline: fc.Arbitrary<Timeline> = record({
  duration: value,
  leftOut: record({ commands: fc.nat(), containers: fc.nat(), files: fc.nat(), tests: fc.nat() }),
  tracks: fc.array(
    record(
      { subject, source: words, cores: value, phases: fc.array(phase, { maxLength: 2 }), edges: fc.array(value, { maxLength: 4 }), lines },
      { requiredKeys: ['subject', 'source', 'phases', 'edges', 'lines'] },
    ),
    { maxLength: 2 },
  ),
  spans: fc.array(
    record(
      { subject, from: value, to: value, testsFrom: value, worker: fc.nat(), failed: fc.constant(true as const) },
      { requiredKeys: ['subject', 'from', 'to'] },
    ),
    { maxLength: 3 },
  ),
}) // prettier-ignore

/** Any run that the model allows, with hostile names. */
export const anyRun: fc.Arbitrary<Run> = record(
  {
    id: words,
    service: words,
    startedAt: words,
    finishedAt: words,
    scope: fc.constantFrom('full', 'filtered', 'shard', 'watch', 'merged', 'interrupted'),
    shard: record({ index: fc.nat(), count: fc.nat(), split: words }, { requiredKeys: ['index', 'count'] }),
    commit: words,
    branch: words,
    environment: words,
    machine,
    outcome: fc.constantFrom('met', 'warning', 'violated', 'no-data', 'inconclusive', 'not-judged'),
    exitCode: fc.constantFrom(0, 1, 2, 3),
    score: fc.integer({ min: 0, max: 100 }),
    verdicts: fc.array(verdict, { maxLength: 6 }),
    series: fc.array(series, { maxLength: 6 }),
    gaps: fc.array(gap, { maxLength: 4 }),
    limits: fc.array(limit, { maxLength: 4 }),
    insights: fc.array(insight, { minLength: 1, maxLength: 3 }),
    tests: record({ passed: fc.nat(), failed: fc.nat(), skipped: fc.nat() }),
    overhead: record(
      { perTestMs: value, samplerCpuRatio: value, judgingMs: value, profilingMs: value },
      { requiredKeys: ['perTestMs', 'samplerCpuRatio'] },
    ),
    timeline,
    profiles: fc.array(profile, { minLength: 1, maxLength: 3 }),
    profileGaps: fc.array(profileGap, { minLength: 1, maxLength: 2 }),
    reportsDir: words,
  },
  {
    requiredKeys: ['id', 'startedAt', 'finishedAt', 'scope', 'environment', 'machine', 'outcome', 'exitCode', 'verdicts', 'series', 'gaps', 'limits', 'tests', 'reportsDir'],
  },
) // prettier-ignore

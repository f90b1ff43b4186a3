import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { SerializedError } from 'vitest'
import type { TestModule, TestRunEndReason, Vitest } from 'vitest/node'
import { finishRun } from '../../finish-run.ts'
import type { Finished, Ports, RunFacts } from '../../finish-run.ts'
import { heapInsights } from '../../judge/heap-insights.ts'
import { measureArtifact } from '../../measure/artifact.ts'
import { describeMachine } from '../../measure/in-main/machine.ts'
import type { Config, ReportFormat } from '../../model/config.ts'
import type { MetricOf } from '../../model/metric.ts'
import type { Fitness, Run, Shard } from '../../model/run.ts'
import type { Measured } from '../../model/series.ts'
import { pageKit } from '../../page-kit.ts'
import { reportFile, reportWriter } from '../../ports.ts'
import type { Declared } from '../../report/checks-of-run.ts'
import { declaredInSource } from '../../report/declared-in-source.ts'
import { renderTerminal } from '../../report/terminal.ts'
import { planAfterwards } from './after-run.ts'
import { splitOf } from './balanced-shards.ts'
import { collectHeaps } from './collect-heaps.ts'
import { collectLimits } from './collect-limits.ts'
import { collectMetrics } from './collect-metrics.ts'
import { collectRun } from './collect-run.ts'
import type { WholeRun } from './collect-run.ts'
import { collectTests } from './collect-tests.ts'
import { collectTimeline } from './collect-timeline.ts'
import { collectTestSlos } from './collect-test-slos.ts'
import { takeFile } from '../handoff.ts'
import { isProbes } from './is-probes.ts'
import type { LoadedConfig } from './load-config.ts'
import { endContainers } from './end-containers.ts'
import { lendToBlobs } from './lend-to-blobs.ts'
import { tellLive } from './live.ts'
import { outcomeOf } from './outcome-of.ts'
import { recallSkipped } from './recall-skipped.ts'
import { rememberRun } from './remember-run.ts'
import { scopeAtEnd } from './scope.ts'
import { endOf } from './start-run.ts'
import type { RunInProgress } from './start-run.ts'
import type { Summary } from './summary.ts'
import { overheadOf, tallyTests } from './tally-tests.ts'
import { demandAllShards } from './demand-all-shards.ts'
import { entriesOf } from './verdict-entries.ts'
import { forgetUnfinished } from './unfinished-run.ts'
import { addVerdictModule, verdictError } from './verdict-module.ts'

interface GateState {
  readonly vitest: Vitest
  readonly loaded: LoadedConfig
  readonly run: RunInProgress
  readonly summary: Summary
}

interface TestRunResult {
  readonly modules: TestModule[]
  readonly errors: SerializedError[]
  readonly reason: TestRunEndReason
}

/**
 * The end of a test run: judge, make the verdicts visible to the other reporters, set the exit code, all in one synchronous piece.
 * What follows, the remembering, nobody has to see.
 */
export function endRun(state: GateState, result: TestRunResult): Promise<void> {
  const { vitest } = state
  // A rerun of a watch reports the files that changed; the verdict is about all of them.
  const modules = vitest.config.watch ? vitest.state.getTestModules() : result.modules
  state.run.ofContainers = endContainers(state, modules, result.reason)
  const ended = { reason: result.reason, errors: errorsThatFail(vitest, result.errors) }
  const { run, unwritten } = judgeModules(state, modules, ended)
  showVerdicts(state, result, run)
  for (const { name, message, stack = '' } of unwritten) result.errors.push({ name, message, stack, stacks: [] })
  tellLive({ kind: 'judged', judged: outcomeOf(run) })
  if (unwritten.length === 0) forgetUnfinished(vitest, state.loaded)
  state.run.fails = run.exitCode !== 0 || unwritten.length > 0
  if (state.run.fails) process.exitCode = 1
  if (run.scope === 'shard') lendToBlobs(vitest, modules, { shard: shardOf(vitest), limits: run.limits })
  const remembered = remember(state, run)
  planAfterwards({ ...state, judged: run, ports: portsOf(state, run), remembered })
  return remembered
}

/** A run that cannot be remembered has failed: the baseline of the next would miss it in silence. */
async function remember({ vitest, loaded, run: state, summary }: GateState, run: Run): Promise<void> {
  try {
    await rememberRun(run, loaded.config, vitest.config.root)
  } catch (error) {
    summary.note((error as Error).message)
    state.fails = true
    process.exitCode = 1
  }
}

/** How Vitest itself saw the end of the tests. */
export interface TestsEnd {
  readonly reason: TestRunEndReason
  /** Errors outside of every test, as far as they fail the run. */
  readonly errors: number
}

/** Collects what the modules handed over, judges it, writes the reports and leaves the rest to the summary. */
export function judgeModules(state: GateState, modules: readonly TestModule[], ended: TestsEnd): Finished {
  const { vitest, loaded } = state
  const whole = wholeRun(state, modules, ended)
  const facts = factsOf(state, whole)
  const testSlos = collectTestSlos(vitest, modules)
  const finish = { config: loaded.config, measured: collect(state, whole), facts, testSlos, past: state.run.past }
  return finishRun(finish, portsOf(state, facts))
}

function portsOf({ vitest, loaded, summary }: GateState, { shard }: Pick<Run, 'shard'>): Ports {
  const { dir } = loaded.config.reports
  const nameOf = (format: ReportFormat): string => join(dir, reportFile(format, shard))
  return {
    write: reportWriter(vitest.config.root, dir, shard),
    page: pageKit(vitest.config.root),
    show: (judged, written) => summary.show({ run: judged, reports: written.map(nameOf), nameOf, render: renderTerminal }),
    declared: declaredBy(vitest, loaded),
  }
}

function declaredBy({ config: { root } }: Vitest, { file }: LoadedConfig): Declared {
  return declaredInSource(relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8'))
}

function wholeRun(
  { vitest, run, loaded: { config } }: GateState,
  modules: readonly TestModule[],
  { reason, errors }: TestsEnd,
): WholeRun {
  const { elapsed, totals } = endOf(run)
  const overhead = overheadOf(modules, totals?.samplerCpu ?? 0, elapsed)
  const scope = scopeAtEnd(run.scope, reason, modules)
  if (scope === 'merged') demandAllShards(modules)
  return { vitest, modules, scope, config, elapsed, totals, tests: tallyTests(modules, errors), overhead }
}

function collect({ loaded, run: { ofContainers } }: GateState, whole: WholeRun): Measured {
  const { vitest, modules, config } = whole
  const tests = collectTests(vitest, modules, loaded)
  const artifacts = measureArtifacts(config, vitest.config.root).flatMap(({ series }) => series)
  // The probes are no part of the suite.
  const run = collectRun({ ...whole, modules: modules.filter((module) => !isProbes(module, loaded.file)) })
  const series = [
    ...tests.series,
    ...collectMetrics(modules, config.metrics),
    ...artifacts,
    ...run.series,
    ...(ofContainers?.series ?? []),
  ]
  const gaps = [...tests.gaps, ...run.gaps, ...(ofContainers?.gaps ?? [])]
  return { series, gaps: [...gaps, ...recallSkipped(config, vitest.config.root, { series, gaps })] }
}

function errorsThatFail({ config }: Vitest, errors: readonly SerializedError[]): number {
  return config.dangerouslyIgnoreUnhandledErrors ? 0 : errors.length
}

/** Once per artifact, and only the figures that an SLO asks for: compressing is dear. */
function measureArtifacts({ slos }: Config, root: string): Measured[] {
  const asked = new Map<string, Set<MetricOf<'artifact'>>>()
  for (const { subject, metric } of slos.map(({ sli }) => sli)) {
    if (subject.kind !== 'artifact') continue
    asked.set(subject.name, (asked.get(subject.name) ?? new Set()).add(metric as MetricOf<'artifact'>))
  }
  return [...asked].map(([glob, metrics]) => measureArtifact(glob, root, [...metrics]))
}

function factsOf({ vitest, loaded, run }: GateState, { modules, scope, tests, overhead }: WholeRun): RunFacts {
  const { config } = loaded
  const end = endOf(run)
  const fitness = scope === 'merged' ? mergedFitness(modules) : end.fitness
  return {
    id: run.id,
    startedAt: run.startedAt.toISOString(),
    finishedAt: end.at.toISOString(),
    scope,
    shard: shardOf(vitest),
    ...run.commit,
    machine: { ...describeMachine(config.machineClass, vitest.version), fitness },
    tests,
    overhead,
    insights: heapInsights(collectHeaps(vitest, modules)),
    timeline: collectTimeline({ vitest, loaded, run }, modules),
    limits: collectLimits({ modules, limits: config.limits, scope, state: end.limits, ofContainers: run.ofContainers?.limits }),
  }
}

/** Of the machines that measured, not of the one that merges. */
function mergedFitness(modules: readonly TestModule[]): Fitness {
  const unfit = modules.flatMap((module) => takeFile(module)?.fitness.reasons ?? [])
  return { fit: unfit.length === 0, reasons: [...new Set(unfit)] }
}

function shardOf(vitest: Vitest): Shard | undefined {
  const { shard } = vitest.config
  const split = splitOf(vitest)
  return shard === undefined ? undefined : { index: shard.index, count: shard.count, ...(split === undefined ? {} : { split }) }
}

/** In a module of their own where Vitest takes it, as plain errors where it does not. */
function showVerdicts({ vitest, loaded: { file, config } }: GateState, { modules, errors }: TestRunResult, run: Run): void {
  const source = readFileSync(file, 'utf8')
  const entries = entriesOf(run, { source, inconclusive: config.inconclusive })
  // The module would go into the blob of a shard, and come back from every one of them.
  if (entries.length === 0 || run.scope === 'shard') return
  try {
    addVerdictModule(vitest, modules, { file, entries })
  } catch {
    errors.push(...entries.filter(({ state }) => state === 'fail').map((entry) => verdictError(entry, file)))
  }
}

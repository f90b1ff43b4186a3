import { readFileSync } from 'node:fs'
import type { SerializedError } from 'vitest'
import type { TestModule, TestRunEndReason, Vitest } from 'vitest/node'
import { finishRun } from '../../finish-run.ts'
import type { RunFacts } from '../../finish-run.ts'
import { measureArtifact } from '../../measure/artifact.ts'
import { describeMachine } from '../../measure/in-main/machine.ts'
import { fails } from '../../judge/outcome.ts'
import type { Config } from '../../model/config.ts'
import type { MetricOf } from '../../model/metric.ts'
import type { Run } from '../../model/run.ts'
import type { Measured } from '../../model/series.ts'
import { reportWriter } from '../../ports.ts'
import { collectMetrics } from './collect-metrics.ts'
import { collectRun } from './collect-run.ts'
import { collectTests } from './collect-tests.ts'
import { collectTestSlos } from './collect-test-slos.ts'
import type { LoadedConfig } from './load-config.ts'
import { locateSlo } from './locate-slo.ts'
import { scopeAtEnd } from './scope.ts'
import type { RunInProgress } from './start-run.ts'
import type { Summary } from './summary.ts'
import { overheadOf, tallyTests } from './tally-tests.ts'
import { addVerdictModule, verdictError } from './verdict-module.ts'
import type { Entry } from './verdict-module.ts'

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

/** The end of a test run, in one synchronous piece: collect, judge, write, make the verdicts visible, set the exit code. */
export function endRun(state: GateState, { modules, errors, reason }: TestRunResult): void {
  const { vitest, loaded, run, summary } = state
  // A rerun of a watch reports the files that changed; the verdict is about all of them.
  const known = vitest.config.watch ? vitest.state.getTestModules() : modules
  const measured = collect(state, known)
  const facts = factsOf(state, known, reason)
  const ports = {
    write: reportWriter(vitest.config.root, loaded.config.reports.dir),
    show: (judged: Run) => summary.show(judged),
  }
  const finished = finishRun({ config: loaded.config, measured, facts, testSlos: collectTestSlos(vitest, known) }, ports)
  showVerdicts(state, { modules, errors, reason }, finished)
  if (finished.exitCode !== 0) process.exitCode = 1
  run.sampler?.stop()
}

function collect({ vitest, loaded, run }: GateState, modules: readonly TestModule[]): Measured {
  const { config } = loaded
  const tests = collectTests(vitest, modules, loaded)
  const whole = collectRun({ vitest, modules, run, config })
  const artifacts = measureArtifacts(config, vitest.config.root)
  return {
    series: [
      ...tests.series,
      ...collectMetrics(modules, config.metrics),
      ...artifacts.flatMap(({ series }) => series),
      ...whole.series,
    ],
    gaps: [...tests.gaps, ...whole.gaps],
  }
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

function factsOf(
  { vitest, loaded: { config }, run }: GateState,
  modules: readonly TestModule[],
  reason: TestRunEndReason,
): RunFacts {
  const fitness = run.fitness.stop(run.sampler?.ownCpu())
  return {
    id: run.id,
    startedAt: run.startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    scope: scopeAtEnd(run.scope, reason, modules),
    ...run.commit,
    machine: { ...describeMachine(config.machineClass, vitest.version), fitness },
    tests: tallyTests(modules),
    overhead: overheadOf(modules, run),
  }
}

/** In a module of their own where Vitest takes it, as plain errors where it does not. */
function showVerdicts({ vitest, loaded: { file, config } }: GateState, { modules, errors }: TestRunResult, run: Run): void {
  const source = readFileSync(file, 'utf8')
  const context = { scope: run.scope, inconclusive: config.inconclusive }
  const entries = run.verdicts.map((verdict): Entry => ({
    verdict,
    fails: fails(verdict, context),
    place: locateSlo(source, verdict.slo.name),
  }))
  if (entries.length === 0) return
  try {
    addVerdictModule(vitest, modules, file, entries)
  } catch {
    errors.push(...entries.filter((entry) => entry.fails).map((entry) => verdictError(entry, file)))
  }
}

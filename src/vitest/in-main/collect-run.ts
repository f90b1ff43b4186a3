import type { TestModule, Vitest } from 'vitest/node'
import type { Config } from '../../model/config.ts'
import { unitOfMetric } from '../../model/metric.ts'
import type { MetricOf } from '../../model/metric.ts'
import type { Gap, Measured, Series } from '../../model/series.ts'
import type { Unit } from '../../model/unit.ts'
import type { RunInProgress } from './start-run.ts'
import { overheadOf, tallyTests } from './tally-tests.ts'

interface WholeRun {
  readonly vitest: Vitest
  readonly modules: readonly TestModule[]
  readonly run: RunInProgress
  readonly config: Config
}

interface Figure {
  readonly value: number | undefined
  readonly source: string
  readonly exact: boolean
  /** Why there is no value. */
  readonly missing?: string
}

const subject = { kind: 'run', name: 'run' } as const

/** The run as one subject. What a merge of shards cannot know (it ran nothing) is a gap. */
export function collectRun(whole: WholeRun): Measured {
  const figures = Object.entries({ ...phases(whole), ...counts(whole), ...resources(whole) }) as [MetricOf<'run'>, Figure][]
  return {
    series: figures.flatMap(([metric, figure]) => seriesOf(metric, figure)),
    gaps: figures.flatMap(([metric, figure]) => gapOf(metric, figure)),
  }
}

function phases({ vitest, modules, run }: WholeRun): Partial<Record<MetricOf<'run'>, Figure>> {
  const merged = run.scope === 'merged'
  const sum = (pick: (module: TestModule) => number) => modules.reduce((total, module) => total + pick(module), 0)
  const phase = (value: number | undefined): Figure => ({ value, source: "Vitest's clock, summed over files", exact: true, missing: 'this Vitest does not tell' }) // prettier-ignore
  const { transformTime } = vitest.state as { readonly transformTime?: number }
  const elapsed = merged ? undefined : Date.now() - run.startedAt.getTime()
  return {
    duration: {
      value: elapsed,
      source: 'wall clock, start to end of the tests',
      exact: true,
      missing: 'a merge runs nothing itself',
    },
    transformTime: phase(merged ? undefined : transformTime),
    setupTime: phase(sum((module) => module.diagnostic().setupDuration)),
    importTime: phase(sum((module) => module.diagnostic().collectDuration)),
    environmentTime: phase(sum((module) => module.diagnostic().environmentSetupDuration)),
    testsTime: phase(sum((module) => module.diagnostic().duration)),
  }
}

function counts({ modules, run }: WholeRun): Partial<Record<MetricOf<'run'>, Figure>> {
  const { passed, failed } = tallyTests(modules)
  const perTest = overheadOf(modules, run)?.perTestMs
  const counted = { source: 'count', exact: true }
  const attempts = modules.reduce((total, module) => total + module.diagnostic().duration, 0)
  const tests = passed + failed
  return {
    tests: { ...counted, value: tests },
    failures: { ...counted, value: failed },
    overhead: {
      value: perTest === undefined || attempts === 0 ? undefined : (perTest * tests) / attempts,
      source: 'time tests waited for vitest-slo, over the time of all tests',
      exact: false,
      missing: 'no test was measured', // prettier-ignore
    },
  }
}

function resources({ run: { sampler }, config: { monitoring } }: WholeRun): Partial<Record<MetricOf<'run'>, Figure>> {
  const totals = sampler?.totals()
  const missing = sampler === undefined ? 'a merge runs nothing itself' : 'it cannot be measured here'
  return {
    ...(monitoring.cpu && {
      cpuTime: {
        value: totals?.cpuTime.value,
        source: totals?.cpuTime.source ?? '',
        exact: totals?.cpuTime.exact ?? false,
        missing,
      },
      cpu: { value: totals?.cpu.value, source: totals?.cpu.source ?? '', exact: totals?.cpu.exact ?? false, missing },
    }),
    ...(monitoring.memory && {
      memory: { value: totals?.memory.value, source: totals?.memory.source ?? '', exact: totals?.memory.exact ?? false, missing },
    }),
    processes: { value: totals?.processes.value, source: totals?.processes.source ?? '', exact: false, missing },
  }
}

function seriesOf(metric: MetricOf<'run'>, { value, source, exact }: Figure): Series[] {
  return value === undefined
    ? []
    : [{ subject, metric, unit: unitOfMetric('run', metric) as Unit, samples: [value], source, exact }]
}

function gapOf(metric: MetricOf<'run'>, { value, missing }: Figure): Gap[] {
  return value === undefined ? [{ kind: 'unsupported', subject, metric, reason: missing ?? 'it cannot be measured here' }] : []
}

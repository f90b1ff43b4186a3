import type { TestModule, Vitest } from 'vitest/node'
import type { RunTotals } from '../../measure/in-main/run-sampler.ts'
import type { Figure as TreeFigure } from '../../measure/process/tree-method.ts'
import type { Config } from '../../model/config.ts'
import { monitoringOf, unitOfMetric } from '../../model/metric.ts'
import type { MetricOf } from '../../model/metric.ts'
import type { Gap, Measured, Series } from '../../model/series.ts'
import type { Overhead, Run, Scope } from '../../model/run.ts'
import type { Unit } from '../../model/unit.ts'

/** What is known of a run as a whole when it ends. */
export interface WholeRun {
  readonly vitest: Vitest
  readonly modules: readonly TestModule[]
  readonly scope: Scope
  readonly config: Config
  /** Milliseconds. */
  readonly elapsed: number
  /** Undefined where nothing ran, or nothing could be watched. */
  readonly totals: RunTotals | undefined
  readonly tests: Run['tests']
  readonly overhead: Overhead | undefined
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

function phases({ vitest, modules, scope, elapsed }: WholeRun): Partial<Record<MetricOf<'run'>, Figure>> {
  const merged = scope === 'merged'
  const sum = (pick: (module: TestModule) => number) => modules.reduce((total, module) => total + pick(module), 0)
  const { transformTime } = vitest.state as { readonly transformTime?: number }
  return {
    duration: {
      value: merged ? undefined : elapsed,
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

function phase(value: number | undefined): Figure {
  return { value, source: "Vitest's clock, summed over files", exact: true, missing: 'this Vitest does not tell' }
}

function counts({ modules, tests: { passed, failed }, overhead }: WholeRun): Partial<Record<MetricOf<'run'>, Figure>> {
  const perTest = overhead?.perTestMs
  const counted = { source: 'count', exact: true }
  const attempts = modules.reduce((total, module) => total + module.diagnostic().duration, 0)
  const tests = passed + failed
  return {
    tests: { ...counted, value: tests },
    failures: { ...counted, value: failed },
    flakeRate: {
      value: tests === 0 ? undefined : flakyIn(modules) / tests,
      source: 'tests that passed only after a failed attempt, over all that ran',
      exact: true,
      missing: 'no test ran',
    },
    overhead: {
      value: perTest === undefined || attempts === 0 ? undefined : (perTest * tests) / attempts,
      source: 'time tests waited for vitest-slo, over the time of all tests',
      exact: false,
      missing: 'no test was measured', // prettier-ignore
    },
  }
}

function flakyIn(modules: readonly TestModule[]): number {
  let count = 0
  for (const module of modules) for (const test of module.children.allTests()) if (test.diagnostic()?.flaky === true) count++
  return count
}

function resources({ scope, totals, config: { monitoring } }: WholeRun): Partial<Record<MetricOf<'run'>, Figure>> {
  const missing = scope === 'merged' ? 'a merge runs nothing itself' : 'it cannot be measured here'
  const figure = (taken: Partial<TreeFigure> | undefined): Figure => ({ value: taken?.value, source: taken?.source ?? '', exact: taken?.exact ?? false, missing }) // prettier-ignore
  const watched = (['cpuTime', 'cpu', 'memory', 'processes'] as const).filter((metric) => {
    const needed = monitoringOf(metric)
    return needed === undefined || monitoring[needed]
  })
  return Object.fromEntries(watched.map((metric) => [metric, figure(totals?.[metric])]))
}

function seriesOf(metric: MetricOf<'run'>, { value, source, exact }: Figure): Series[] {
  return value === undefined
    ? []
    : [{ subject, metric, unit: unitOfMetric('run', metric) as Unit, samples: [value], source, exact }]
}

function gapOf(metric: MetricOf<'run'>, { value, missing }: Figure): Gap[] {
  return value === undefined ? [{ kind: 'unsupported', subject, metric, reason: missing ?? 'it cannot be measured here' }] : []
}

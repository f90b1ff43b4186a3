import type { TestModule, Vitest } from 'vitest/node'
import { timelineOf } from '../../aggregate/timeline-of.ts'
import { usableCores } from '../../measure/process/usable-cores.ts'
import type { Trace } from '../../model/stretch.ts'
import type { Timeline } from '../../model/timeline.ts'
import { takeFile, takeTest } from '../handoff.ts'
import { collectSpans } from './collect-spans.ts'
import type { LoadedConfig } from './load-config.ts'
import { endOf } from './start-run.ts'
import type { RunInProgress } from './start-run.ts'

interface Ended {
  readonly vitest: Vitest
  readonly loaded: LoadedConfig
  readonly run: RunInProgress
}

/** The run over time. Undefined of a merge, which ran nothing. */
export function collectTimeline({ vitest, loaded, run }: Ended, modules: readonly TestModule[]): Timeline | undefined {
  if (run.scope === 'merged') return undefined
  const { elapsed } = endOf(run)
  const { spans, more } = collectSpans(vitest, modules, loaded.file)
  const timeline = timelineOf({
    startedAt: run.startedAt.getTime(),
    duration: elapsed,
    traces: [...traceOfRun(run), ...tracesOfTests(modules), ...(run.ofContainers?.traces ?? [])],
    spans,
    switches: loaded.config.monitoring,
  })
  const { leftOut } = timeline
  return { ...timeline, leftOut: { ...leftOut, tests: leftOut.tests + more } }
}

function traceOfRun(run: RunInProgress): Trace[] {
  const { totals } = endOf(run)
  if (totals === undefined) return []
  const { timeline, method } = totals
  const source = `samples of ${method ?? 'the process tree'}`
  return [{ subject: { kind: 'run', name: 'run' }, ...timeline, phases: [], cores: usableCores(), source }]
}

function tracesOfTests(modules: readonly TestModule[]): Trace[] {
  return modules.flatMap((module) => [
    ...(takeFile(module)?.traces ?? []),
    ...[...module.children.allTests()].flatMap((test) => takeTest(test)?.traces ?? []),
  ])
}

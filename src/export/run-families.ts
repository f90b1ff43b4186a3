import type { Run } from '../model/run.ts'
import { gauge, inSeconds } from './metric-family.ts'
import type { MetricFamily } from './metric-family.ts'

/** When a run began and ended: milliseconds since 1970. */
export interface RunTimes {
  readonly startedAt: number
  readonly finishedAt: number
}

/** The run itself: when, where, how long, what it came to. */
export function runFamilies(run: Run, { startedAt, finishedAt }: RunTimes): MetricFamily[] {
  const { tests, overhead } = run
  return [
    gauge('run_info', 'What ran where; always 1.', [[infoOf(run), 1]]),
    gauge('run_finished_timestamp_seconds', 'When the run ended.', [[{}, inSeconds(finishedAt)]]),
    gauge('run_duration_seconds', 'From the start of the run to its end.', [[{}, inSeconds(finishedAt - startedAt)]]),
    gauge('run_exit_code', 'Exit code: 0 met, 1 violated or tests failed, 2 not run as configured, 3 no data or inconclusive.', [
      [{}, run.exitCode],
    ]),
    gauge('run_score', 'Health from 0 to 100.', [[{}, run.score]]),
    gauge('run_tests', 'Tests by what became of them.', [
      [{ result: 'passed' }, tests.passed],
      [{ result: 'failed' }, tests.failed],
      [{ result: 'skipped' }, tests.skipped],
    ]),
    gauge('run_machine_fit', 'Whether timings of this run could accuse anyone.', [[{}, Number(run.machine.fitness.fit)]]),
    gauge('run_overhead_test_seconds', 'What measuring cost a test, on average.', [
      [{}, overhead === undefined ? undefined : inSeconds(overhead.perTestMs)],
    ]),
    gauge('run_overhead_sampler_ratio', 'Processor time of the sampler over the duration of the run.', [
      [{}, overhead?.samplerCpuRatio],
    ]),
  ]
}

function infoOf({ id, scope, outcome, environment, commit, branch, machine }: Run): Record<string, string> {
  return {
    run: id,
    scope,
    outcome,
    environment,
    machine_class: machine.class,
    ...(commit === undefined ? {} : { commit }),
    ...(branch === undefined ? {} : { branch }),
  }
}

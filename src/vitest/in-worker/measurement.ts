import { statisticOf } from '../../aggregate/statistic-of.ts'
import { judge } from '../../judge/judge.ts'
import { fitnessToJudgeBy } from '../../model/run.ts'
import { isTiming } from '../../model/metric.ts'
import type { Measured } from '../../model/series.ts'
import type { Slo } from '../../model/slo.ts'
import type { Subject } from '../../model/subject.ts'
import type { Verdict } from '../../model/verdict.ts'
import { activeWorker, worker } from './current-test.ts'

/** What `slo.measure`, `slo.command` and the others give back, as far as a matcher needs it. */
export interface Measurement extends Measured {
  readonly subject: Subject
}

/** Judges SLOs against one measurement, with the machine as it was before the run. */
export function judgeHere(slos: readonly Slo[], measured: Measured): Verdict[] {
  const { config, fitness } = activeWorker().provided
  return judge(slos, measured, { statisticOf, fitness: fitnessToJudgeBy(config.fitness, fitness), at: new Date().toISOString() })
}

/** The declared SLOs that look at one named subject. */
function slosOf({ kind, name }: Subject): readonly Slo[] {
  const { slos } = activeWorker().provided.config
  return slos.filter(({ sli: { subject } }) => subject.kind === kind && 'name' in subject && subject.name === name)
}

/** True when a wall-time SLO of the subject is violated: the one case that is measured again before anyone is accused. */
export function violatesTiming(subject: Subject, measured: Measured): boolean {
  if (worker.provided?.profiling !== undefined) return false
  const timings = slosOf(subject).filter(({ sli }) => isTiming(sli.subject.kind, sli.metric))
  return judgeHere(timings, measured).some(({ status }) => status === 'violated')
}

import type { Insight } from '../model/insight.ts'
import type { Run, Scope } from '../model/run.ts'
import type { Series } from '../model/series.ts'
import { subjectKey } from '../model/subject.ts'
import { insightText } from './insight-text.ts'
import { brokenLimitsText } from './limit-label.ts'
import { countOf } from './measured-text.ts'

const notJudged: Readonly<Record<Scope, string>> = {
  shard: 'not judged (shard): run slo check on the stored results',
  interrupted: 'not judged (interrupted): the run did not finish, so run it again in full',
  filtered: 'not judged (filtered run): no SLO had data',
  watch: 'not judged (watch mode): no SLO had data',
  full: 'not judged',
  merged: 'not judged',
}

/** Why no verdict speaks for the run; undefined where one does. */
export function notJudgedText({ scope, outcome, verdicts }: Run): string | undefined {
  if (scope === 'shard' || scope === 'interrupted') return notJudged[scope]
  if (verdicts.length === 0) return 'none declared in slo.config.ts: nothing is gated'
  return outcome === 'not-judged' ? notJudged[scope] : undefined
}

/** What a reader must know to understand the exit code beside the verdicts. */
export function notesOf({ scope, verdicts, tests, limits, insights = [], series }: Run): string[] {
  const broken = brokenLimitsText(limits)
  const partial = { filtered: 'a filtered run', watch: 'watch mode' }[scope as string]
  const open = partial !== undefined && verdicts.some(({ status }) => status === 'no-data')
  return [
    ...(broken === undefined ? [] : [`${broken}, which fails the run whatever the SLOs say`]),
    ...(open ? [`no data is reported, not failed in ${partial}`] : []),
    ...(tests.failed > 0 ? [`${countOf(tests.failed, 'test')} failed, which fails the run whatever the SLOs say`] : []),
    ...flakyNotes(series),
    ...insightNotes(insights),
  ]
}

const mostInsights = 6

/** The first of what was noticed; it is there in the order of its weight. */
function insightNotes(insights: readonly Insight[]): string[] {
  const more = insights.length - mostInsights
  return [
    ...insights.slice(0, mostInsights).map(insightText),
    ...(more > 0 ? [`${countOf(more, 'more insight')} in report.json`] : []),
  ]
}

function flakyNotes(series: readonly Series[]): string[] {
  const marked = (metric: 'retries' | 'failures') =>
    series.filter((one) => one.metric === metric && one.subject.kind === 'test' && one.samples.some((sample) => sample > 0))
  const failed = new Set(marked('failures').map(({ subject }) => subjectKey(subject)))
  const count = marked('retries').filter(({ subject }) => !failed.has(subjectKey(subject))).length
  return count === 0 ? [] : [`${countOf(count, 'test')} passed only after a failed attempt: slo flaky says how often`]
}

import { nearest } from '../model/nearest.ts'
import { selects } from '../model/selects.ts'
import type { Measured, Series } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import { formatSelector, subjectKey } from '../model/subject.ts'
import type { Selector } from '../model/subject.ts'

/** Why an indicator has no samples though nothing is known to have gone wrong: what was recorded instead, and the nearest name. */
export function describeNotRecorded({ subject, metric }: Slo['sli'], { series, gaps }: Measured): string {
  const alike = series.filter((one) => one.subject.kind === subject.kind && one.samples.length > 0)
  const others = otherMetrics(subject, alike)
  if (others.length > 0) return `${formatSelector(subject)}: measured, but not its ${metric} (only ${others.join(', ')})`
  const suspects = gaps.filter((gap) => gap.kind !== 'unsupported' && gap.subject.kind === 'test').length
  const hint = subject.kind === 'test' ? '' : suspicion(suspects)
  return `nothing was recorded for ${formatSelector(subject)}${instead(subject, alike)}${hint}`
}

function suspicion(suspects: number): string {
  if (suspects === 0) return ''
  if (suspects === 1) return '; 1 test failed, crashed or was skipped, and may be the one that records it'
  return `; ${suspects} tests failed, crashed or were skipped, and may be the ones that record it`
}

function otherMetrics(selector: Selector, alike: readonly Series[]): string[] {
  const selected = selects(selector)
  return [...new Set(alike.filter(({ subject }) => selected(subject)).map(({ metric }) => metric))].toSorted()
}

function instead(selector: Selector, alike: readonly Series[]): string {
  if (selector.kind === 'run') return ''
  const plural = selector.kind === 'bench' ? 'benches' : `${selector.kind}s`
  if (alike.length === 0) return `: no ${plural} were recorded`
  const count = new Set(alike.map(({ subject }) => subjectKey(subject))).size
  const near = nearestName(selector, alike)
  const others = count === 1 ? `1 other ${selector.kind} was` : `${count} other ${plural} were`
  return `: ${others} recorded${near === undefined ? '' : `, did you mean ${near}?`}`
}

function nearestName(selector: Exclude<Selector, { kind: 'run' }>, alike: readonly Series[]): string | undefined {
  const subjects = alike.map(({ subject }) => subject)
  if (selector.name !== undefined) return nearest(selector.name, new Set(subjects.map(({ name }) => name)))
  // Only tests can do without a name, and a selector without name, file and tag would have found what was recorded.
  const { file, tag } = selector as Extract<Selector, { kind: 'test' }>
  if (file !== undefined) return nearest(file, new Set(subjects.flatMap((subject) => subject.file ?? [])))
  return nearest(tag as string, new Set(subjects.flatMap(({ tags }) => tags ?? [])))
}

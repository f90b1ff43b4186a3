import type { Comparison } from '../model/comparison.ts'
import { formatSubject } from '../model/subject.ts'

/** What is compared, as text: `duration of measure parse (min)`, with the statistic that stands for the samples of a run. */
export function comparedFigure({ metric, subject, statistic }: Pick<Comparison, 'metric' | 'subject' | 'statistic'>): string {
  return `${metric} of ${formatSubject(subject)}${statistic === undefined ? '' : ` (${statistic})`}`
}

import { isUpperBound } from '../model/objective.ts'
import { selects } from '../model/selects.ts'
import type { Gap, Series } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import { finite } from './finite.ts'
import { largestFirst } from './largest-first.ts'

/** The series that the verdict on an SLO stands on, in the order they were measured. */
export function judgedSeries({ sli }: Slo, series: readonly Series[]): Series[] {
  const selected = selects(sli.subject)
  return series.filter(({ metric, subject }) => metric === sli.metric && selected(subject))
}

/** Samples that did not do their work and so count against an SLO. */
export function failedSamples({ sli }: Slo, gaps: readonly Gap[]): Gap[] {
  const selected = selects(sli.subject)
  return gaps.filter(({ kind, subject }) => kind === 'failed-sample' && selected(subject))
}

/** All samples of some series that are numbers, in order. */
export function samplesOf(series: readonly Series[]): number[] {
  return series.flatMap(({ samples }) => finite(samples))
}

/** A series with the sample that comes closest to breaking the bound, or breaks it most. */
export interface WorstOfSeries {
  readonly series: Series
  readonly worst: number
}

/** The subjects that stand worst against an SLO, the worst first, at most `most` of them. */
export function worstSeries({ objective }: Slo, judged: readonly Series[], most: number): WorstOfSeries[] {
  const sign = isUpperBound(objective.op) ? 1 : -1
  const known = judged.filter(({ samples }) => samples.some(Number.isFinite))
  const badness = (series: Series): number => largest(finite(series.samples), sign)
  return largestFirst(known, most, badness).map((series) => ({ series, worst: sign * badness(series) }))
}

function largest(samples: readonly number[], sign: number): number {
  return samples.reduce((max, sample) => Math.max(max, sign * sample), Number.NEGATIVE_INFINITY)
}

import { partsOf } from '../model/recordings.ts'
import type { Gap, Measured, Series } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import { formatSubject } from '../model/subject.ts'
import type { Origin } from '../model/subject.ts'
import { select } from './select.ts'

/** All that speaks for or against one SLO, the samples of every selected subject together. */
export interface Evidence {
  /** Finite. */
  readonly samples: readonly number[]
  /** Why samples did not do their work, one reason each. */
  readonly failures: readonly string[]
  /** Selected subjects of which something is unknown, though it should be known. */
  readonly unknown: readonly Gap[]
  readonly skipped: readonly Gap[]
  /** False where one of the series is an estimate. */
  readonly exact: boolean
  readonly second?: SecondMeasurement
  /** The samples by who recorded them, where several recorded the same subject; else none. */
  readonly recordings: readonly RecordedEvidence[]
}

export interface RecordedEvidence {
  /** In words: `a.test.ts > parses, one of 2 that recorded it`. */
  readonly recordedBy: string
  readonly evidence: Evidence
}

/** What was measured again, because the first measurement violated. */
export interface SecondMeasurement {
  /** Only what was measured again. */
  readonly confirmations: readonly number[]
  /** The whole once more: series that gave no reason to be measured again stand for themselves. */
  readonly whole: readonly number[]
}

/** Collects the evidence on an indicator. A sample that is not a number counts as one that failed. */
export function gather(sli: Slo['sli'], measured: Measured): Evidence {
  const { series, gaps } = select(sli, measured)
  const shared = series.filter(({ recordings }) => recordings !== undefined && recordings.length > 1)
  return { ...weigh(series, gaps), recordings: shared.flatMap(recordingsOf) }
}

function weigh(series: readonly Series[], gaps: readonly Gap[]): Evidence {
  return {
    samples: series.flatMap(({ samples }) => samples).filter((sample) => Number.isFinite(sample)),
    failures: [...gaps.filter(({ kind }) => kind === 'failed-sample').map(({ reason }) => reason), ...series.flatMap(notNumbers)],
    unknown: gaps.filter(({ kind }) => kind !== 'failed-sample' && kind !== 'skipped-test'),
    skipped: gaps.filter(({ kind }) => kind === 'skipped-test'),
    exact: series.every(({ exact }) => exact),
    second: secondMeasurement(series),
    recordings: [],
  }
}

function recordingsOf(series: Series): RecordedEvidence[] {
  const parts = partsOf(series)
  return parts.map((part) => ({
    recordedBy: `${placeOf(part.origin)}, one of ${parts.length} that recorded it`,
    evidence: weigh([part], []),
  }))
}

function placeOf(origin: Origin | undefined): string {
  if (origin === undefined) return 'the probe'
  const { project, file, test } = origin
  return `${project === undefined ? '' : `${project}: `}${file} > ${test}`
}

function notNumbers({ subject, samples }: Series): readonly string[] {
  if (samples.every(Number.isFinite)) return none
  return samples.filter((sample) => !Number.isFinite(sample)).map((sample) => `${formatSubject(subject)} measured ${sample}`)
}

const none: readonly string[] = []

function secondMeasurement(series: readonly Series[]): SecondMeasurement | undefined {
  const confirmations = series.flatMap(({ confirmation = [] }) => confirmation)
  const whole = series.flatMap(({ samples, confirmation = samples }) => confirmation)
  const count = series.reduce((sum, { samples }) => sum + samples.length, 0)
  // Fewer samples stay inside a bound more easily: a second measurement that was cut short neither acquits nor confirms.
  const isWhole = confirmations.length > 0 && whole.length >= count && whole.every((sample) => Number.isFinite(sample))
  return isWhole ? { confirmations, whole } : undefined
}

import { partsOf } from '../model/recordings.ts'
import type { Recording, Series } from '../model/series.ts'
import { subjectKey } from '../model/subject.ts'
import type { Subject } from '../model/subject.ts'

/**
 * Makes one series of all that have the same subject, metric and unit, so that merged shards equal one run, sample for sample.
 * Meant for series as they were recorded. Their samples are put in the order of where they were recorded (project, file, test),
 * never of who came first; within one test they stay in the order they were taken. Where several recorded it, it says who recorded what.
 */
export function mergeSeries(all: readonly Series[]): Series[] {
  const subjects = bySubject(all)
  const merged: Series[] = []
  for (const key of [...subjects.keys()].toSorted(byCodeUnits)) mergeSubject(subjects.get(key) as Series[], merged)
  return merged
}

/** The metrics of a subject mostly follow one another with the very same subject: of a hundred thousand tests each gets one key, not ten. */
function bySubject(all: readonly Series[]): ReadonlyMap<string, Series[]> {
  const subjects = new Map<string, Series[]>()
  let last: Subject | undefined
  let group: Series[] = []
  for (const series of all) {
    if (series.subject !== last) group = groupOf(series.subject, subjects)
    last = series.subject
    if (series.recordings === undefined) group.push(series)
    else group.push(...partsOf(series))
  }
  return subjects
}

function groupOf(subject: Subject, subjects: Map<string, Series[]>): Series[] {
  const key = subjectKey(subject)
  const group = subjects.get(key) ?? []
  if (group.length === 0) subjects.set(key, group)
  return group
}

function mergeSubject(series: readonly Series[], merged: Series[]): void {
  const ordered = series.toSorted(byMeasure)
  for (let from = 0, to = 0; from < ordered.length; from = to) {
    const first = ordered[from] as Series
    while (to < ordered.length && byMeasure(ordered[to] as Series, first) === 0) to++
    merged.push(to - from === 1 ? first : mergeGroup(ordered.slice(from, to).toSorted(byOrigin)))
  }
}

function byMeasure(a: Series, b: Series): number {
  return byCodeUnits(a.metric, b.metric) || byCodeUnits(a.unit, b.unit)
}

function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** What has no origin is told apart by what it holds: without a place in the suite nothing else is the same in every shard. */
function byOrigin(a: Series, b: Series): number {
  return byCodeUnits(originKey(a), originKey(b)) || (a.origin === undefined ? byCodeUnits(contentKey(a), contentKey(b)) : 0)
}

function originKey({ origin }: Series): string {
  return origin === undefined ? '' : [origin.project ?? '', origin.file, origin.test].join('\u0000')
}

function contentKey({ samples, source, exact, confirmation }: Series): string {
  return JSON.stringify([samples, source, exact, confirmation])
}

function mergeGroup(group: readonly Series[]): Series {
  const [first] = group as readonly [Series, ...Series[]]
  const { subject, metric, unit } = first
  const recordings = recordingsOf(group)
  return {
    subject,
    metric,
    unit,
    samples: group.flatMap(({ samples }) => samples),
    source: joinSources(group),
    exact: group.every(({ exact }) => exact),
    confirmation: mergeConfirmations(group),
    origin: recordings.length === 1 ? first.origin : undefined,
    recordings: recordings.length === 1 ? undefined : recordings,
  }
}

/** One for each place; the group is in the order of these. */
function recordingsOf(group: readonly Series[]): Recording[] {
  const places = new Map<string, Series[]>()
  for (const series of group) {
    const parts = places.get(originKey(series))
    if (parts === undefined) places.set(originKey(series), [series])
    else parts.push(series)
  }
  return [...places.values()].map((parts) => ({
    origin: parts[0]?.origin,
    samples: parts.flatMap(({ samples }) => samples).length,
    confirmation: mergeConfirmations(parts)?.length,
  }))
}

function joinSources(group: readonly Series[]): string {
  const sources = new Set(group.flatMap(({ source }) => source.split('; ')))
  return [...sources].toSorted(byCodeUnits).join('; ')
}

/**
 * A part that gave no reason to measure it again stands for itself: the second measurement stays one of the whole series, with as
 * many samples as the first, and a part that was never confirmed cannot be acquitted by one that was.
 */
function mergeConfirmations(group: readonly Series[]): readonly number[] | undefined {
  if (group.every(({ confirmation }) => confirmation === undefined)) return undefined
  return group.flatMap(({ samples, confirmation }) => confirmation ?? samples)
}

import { isUpperBound } from '../model/objective.ts'
import { profileKindOf } from '../model/profile.ts'
import type { ProfileKind } from '../model/profile.ts'
import { partsOf } from '../model/recordings.ts'
import { selects } from '../model/selects.ts'
import type { Series } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import { subjectKey } from '../model/subject.ts'
import type { Origin, Subject } from '../model/subject.ts'
import { statusAlone } from '../model/verdict.ts'
import type { Verdict } from '../model/verdict.ts'

/** One subject that is worth a profile, and how to run it again. */
export interface ProfileTarget {
  readonly subject: Subject
  readonly kind: ProfileKind
  /** The test, or the file, that measures it; undefined for a probe, which is run by itself. */
  readonly origin?: Pick<Origin, 'file' | 'project'> & { readonly test?: string }
  /** True where every SLO on the subject that this kind explains is met: its profile is one to compare with. */
  readonly good: boolean
}

/** What was judged, and what it was judged by. */
export interface JudgedRun {
  readonly verdicts: readonly Verdict[]
  readonly series: readonly Series[]
}

/**
 * What to profile after a run, each once: of every violated SLO the subject that stands worst, the worst violation first. `always`
 * takes the others too, after the violated ones. A sample that failed has no figure and needs no profile.
 */
export function profileTargets({ verdicts, series }: JudgedRun, when: 'on-violation' | 'always'): ProfileTarget[] {
  const wanted = verdicts
    .filter((verdict) => statusAlone(verdict) === 'violated' || (when === 'always' && verdict.status !== 'no-data'))
    .toSorted((a, b) => severity(b) - severity(a))
  const targets = new Map<string, ProfileTarget>()
  for (const verdict of wanted) {
    const target = 'measured' in verdict && verdict.measured !== undefined ? targetOf(verdict.slo, series) : undefined
    if (target === undefined) continue
    const key = `${target.kind} ${subjectKey(target.subject)}`
    const good = ['met', 'warning'].includes(statusAlone(verdict))
    const known = targets.get(key)
    targets.set(key, { ...target, good: good && known?.good !== false })
  }
  return [...targets.values()]
}

/** What to profile for one SLO: the subject that stands worst, whatever the verdict; undefined where no profile explains it. */
export function targetOf(slo: Slo, series: readonly Series[]): ProfileTarget | undefined {
  const { subject, metric } = slo.sli
  const kind = profileKindOf(subject.kind, metric)
  const selected = selects(subject)
  const judged = series.filter((one) => one.metric === metric && selected(one.subject)).flatMap(partsOf)
  const worst = judged.toSorted((a, b) => worstSample(b, slo) - worstSample(a, slo))[0]
  if (kind === undefined || worst === undefined) return undefined
  return { subject: worst.subject, kind, origin: originOf(worst), good: false }
}

/** How a subject is run again, from any of its series. */
export function originOf({ subject, origin }: Pick<Series, 'subject' | 'origin'>): ProfileTarget['origin'] {
  if (subject.kind === 'file') return { file: subject.name, project: subject.project }
  if (subject.kind === 'test') return { file: subject.file as string, test: subject.name, project: subject.project }
  return origin
}

/** How far a verdict lies beyond its bound, in parts of the bound; what is not violated comes after all that is. */
function severity(verdict: Verdict): number {
  if (verdict.status === 'no-data' || statusAlone(verdict) !== 'violated' || verdict.headroom === undefined) return -1
  return Math.abs(verdict.headroom) / Math.max(Math.abs(verdict.slo.objective.threshold), Number.MIN_VALUE)
}

function worstSample({ samples }: Series, { objective }: Slo): number {
  const sign = isUpperBound(objective.op) ? 1 : -1
  return samples.reduce(
    (worst, sample) => (Number.isFinite(sample) ? Math.max(worst, sign * sample) : worst),
    Number.NEGATIVE_INFINITY,
  )
}

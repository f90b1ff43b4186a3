import type { Config } from '../../model/config.ts'
import { SloError } from '../../model/fault.ts'
import { nearest } from '../../model/nearest.ts'
import { profileKindOf } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import { selects } from '../../model/selects.ts'
import type { Series } from '../../model/series.ts'
import type { Slo } from '../../model/slo.ts'
import { formatSelector, formatSubject } from '../../model/subject.ts'
import type { Subject } from '../../model/subject.ts'
import { originOf, targetOf } from '../../profile/profile-targets.ts'
import type { ProfileTarget } from '../../profile/profile-targets.ts'

/** What is to be profiled, by the name of an SLO, a probe, or anything the last run measured. Throws SloError where there is no such thing. */
export function findTarget(name: string, config: Config, last: Run | undefined): ProfileTarget {
  const series = last?.series ?? []
  const target = ofSlo(name, config, last) ?? ofProbe(name, config) ?? ofSeries(name, series)
  if (target === undefined) throw unknown(name, config, series)
  return { ...target, good: last !== undefined && isGood(target.subject, last) }
}

function ofSlo(name: string, config: Config, last: Run | undefined): ProfileTarget | undefined {
  const slos = [...config.slos, ...(last?.verdicts ?? []).map((verdict) => verdict.slo)]
  const slo = slos.find((one) => one.name === name)
  return slo === undefined ? undefined : (targetOf(slo, last?.series ?? []) ?? unmeasured(slo, config))
}

/** An SLO on a probe needs no run before; what a test measures does. */
function unmeasured({ name, sli: { subject, metric } }: Slo, config: Config): ProfileTarget {
  const kind = profileKindOf(subject.kind, metric)
  if (kind === undefined) throw new SloError(`${name}: no profile explains ${metric} of ${formatSelector(subject)}`)
  const probe = subject.kind === 'command' ? ofProbe(subject.name, config) : undefined
  if (probe === undefined) throw new SloError(`${name}: no stored run says which test measures it; run slo run first`)
  return { ...probe, kind }
}

function ofProbe(name: string, { probes }: Config): ProfileTarget | undefined {
  return probes.some((probe) => probe.name === name)
    ? { subject: { kind: 'command', name }, kind: 'cpu', good: false }
    : undefined
}

function ofSeries(name: string, series: readonly Series[]): ProfileTarget | undefined {
  const found = series.find((one) => isProfiled(one) && namesOf(one.subject).includes(name))
  if (found === undefined) return undefined
  const origin = originOf(found) ?? found.recordings?.find((recording) => recording.origin !== undefined)?.origin
  return { subject: found.subject, kind: 'cpu', origin, good: false }
}

/** Of every subject that can be profiled the metric that needs a CPU profile stands for it, or the first there is. */
function isProfiled({ subject, metric }: Series): boolean {
  return profileKindOf(subject.kind, metric) !== undefined
}

function namesOf(subject: Subject): string[] {
  const { name, file } = subject
  return [name, formatSubject(subject), ...(file === undefined ? [] : [`${file} > ${name}`])]
}

function isGood(subject: Subject, { verdicts }: Run): boolean {
  const about = verdicts.filter(({ slo }) => selects(slo.sli.subject)(subject))
  return about.length > 0 && about.every(({ status }) => status === 'met' || status === 'warning')
}

function unknown(name: string, { slos, probes }: Config, series: readonly Series[]): SloError {
  const known = [
    ...slos.map((slo) => slo.name),
    ...probes.map((probe) => probe.name),
    ...series.filter(isProfiled).flatMap(({ subject }) => namesOf(subject)),
  ]
  const near = nearest(name, [...new Set(known)])
  const wayOut =
    near === undefined
      ? 'name an SLO, a probe, or what the last slo run measured (slo report --all lists it)'
      : `did you mean ${near}?`
  return new SloError(`there is nothing called ${name} to profile; ${wayOut}`)
}

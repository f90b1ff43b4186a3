import { explaining } from '../model/profile.ts'
import type { Run } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import type { FilePlace } from './document.ts'
import { judgedSeries, worstSeries } from './judged-series.ts'

/** Where the cause of a verdict lies: the hot line of its profile, else the test whose figure stands worst. Undefined where nobody knows. */
export function causePlace(slo: Slo, run: Pick<Run, 'series' | 'profiles'>): FilePlace | undefined {
  return hotPlace(slo, run) ?? recordedPlace(slo, run)
}

function hotPlace(slo: Slo, { profiles = [] }: Pick<Run, 'profiles'>): FilePlace | undefined {
  const hot = explaining(slo, profiles).map(({ hotPath }) => hotPath[0])
  const own = hot.find((frame) => frame?.owner === 'own' && isInProject(frame.file))
  if (own === undefined) return undefined
  const line = own.hottestLine ?? own.line
  return { file: own.file as string, ...(line === undefined ? {} : { line }) }
}

function recordedPlace(slo: Slo, { series }: Pick<Run, 'series'>): FilePlace | undefined {
  const [worst] = worstSeries(slo, judgedSeries(slo, series), 1)
  if (worst === undefined) return undefined
  const { subject, origin } = worst.series
  const file = origin?.file ?? subject.file ?? (subject.kind === 'file' ? subject.name : undefined)
  return file !== undefined && isInProject(file) ? { file } : undefined
}

/** Paths outside of the project are absolute, or lead up. */
function isInProject(file: string | undefined): boolean {
  return file !== undefined && file !== '' && !/^(?:[/\\]|\.\.(?:[/\\]|$)|[a-z]+:)/i.test(file)
}

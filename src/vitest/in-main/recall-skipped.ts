import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Config } from '../../model/config.ts'
import type { Gap, Measured } from '../../model/series.ts'
import { subjectKey } from '../../model/subject.ts'
import type { Origin, Subject } from '../../model/subject.ts'
import { parseReport } from '../../report/schema/parse-report.ts'

/**
 * Explains SLOs that got no data because the test behind them was skipped or failed before it measured. Which test that is, only the
 * last stored run knows; without one, or when it cannot be read, nothing is explained and the SLO is plainly not recorded.
 */
export function recallSkipped(config: Config, root: string, { series, gaps }: Measured): Gap[] {
  const missing = config.slos.flatMap(({ sli: { subject } }) => {
    if (subject.kind === 'run' || subject.kind === 'test' || !recorded.has(subject.kind)) return []
    return !series.some((one) => one.subject.kind === subject.kind && one.subject.name === subject.name) ? [subject] : []
  })
  if (missing.length === 0) return []
  const origins = lastOrigins(resolve(root, config.reports.dir, 'report.json'))
  return missing.flatMap((subject) => gapOf(subject, origins.get(subjectKey(subject)), gaps) ?? [])
}

/** What tests record under a name of its own. */
const recorded: ReadonlySet<string> = new Set(['measure', 'command', 'container', 'metric'])

function lastOrigins(file: string): Map<string, Origin> {
  const parsed = existsSync(file) ? parseReport(readFileSync(file, 'utf8')) : undefined
  if (parsed?.ok !== true) return new Map()
  return new Map(
    parsed.stored.series.flatMap(({ subject, origin }) => (origin === undefined ? [] : [[subjectKey(subject), origin]])),
  )
}

function gapOf(subject: Subject, origin: Origin | undefined, gaps: readonly Gap[]): Gap | undefined {
  const ofTest = gaps.find(
    ({ subject: { kind, name, file } }) => kind === 'test' && name === origin?.test && file === origin.file,
  )
  if (origin === undefined || (ofTest?.kind !== 'skipped-test' && ofTest?.kind !== 'failed-test')) return undefined
  const happened = ofTest.kind === 'skipped-test' ? 'was skipped' : 'failed before it was measured'
  return { kind: ofTest.kind, subject, reason: `its test ${happened}: ${origin.file} > ${origin.test}` }
}

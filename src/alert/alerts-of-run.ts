import type { Alert, AlertFinding, AlertType, Severity } from '../model/alert.ts'
import { severities } from '../model/alert.ts'
import { alertTypeOf } from '../model/alert-type-of.ts'
import { formatObjective, meets } from '../model/objective.ts'
import { formatQuantity } from '../model/format-quantity.ts'
import { explaining } from '../model/profile.ts'
import type { Run } from '../model/run.ts'
import type { Slo } from '../model/slo.ts'
import { formatSelector } from '../model/subject.ts'
import { selects } from '../model/selects.ts'
import type { Verdict } from '../model/verdict.ts'
import { redact } from './redact.ts'

/** How many causes one run is told of by name; more than that have one cause that nobody has named: the commit. */
const mostCauses = 5

/** What is wrong in a run, by cause: a hundred promises that one line breaks are one alert. The worst first. */
export function alertsOfRun(run: Run): Alert[] {
  const found = [...run.verdicts.flatMap((verdict) => troubleOf(verdict, run)), ...failedTests(run), ...anomalies(run)]
  const groups = grouped(found)
  const alerts = groups.size > mostCauses ? [everything(found, run)] : [...groups.values()].map((group) => alertOf(group, run))
  return alerts.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

interface Trouble {
  readonly type: AlertType
  readonly severity: Severity
  readonly cause: string
  readonly owner?: string
  readonly finding: AlertFinding
}

function troubleOf(verdict: Verdict, run: Run): Trouble[] {
  const { slo } = verdict
  const what = kindOfTrouble(verdict)
  if (what === undefined) return []
  return [
    { ...what, cause: causeOf(slo, run), ...(slo.owner === undefined ? {} : { owner: slo.owner }), finding: findingOf(verdict) },
  ]
}

function kindOfTrouble(verdict: Verdict): Pick<Trouble, 'type' | 'severity'> | undefined {
  const { slo, status } = verdict
  const severity = slo.enforce === 'warn' ? 'medium' : 'critical'
  if (status === 'no-data') return { type: 'no-data', severity }
  const burns = budgetTrouble(verdict)
  if (burns !== undefined) return burns
  if (status === 'violated')
    return isRegression(verdict) ? { type: 'regression', severity: 'high' } : { type: alertTypeOf(slo), severity }
  return status === 'warning' ? { type: alertTypeOf(slo), severity: 'medium' } : undefined
}

/** Its bound holds; what it was before does not. */
function isRegression({ slo, baseline, ...verdict }: Verdict): boolean {
  return (
    baseline?.status === 'regressed' &&
    'measured' in verdict &&
    verdict.measured !== undefined &&
    meets(slo.objective, verdict.measured)
  )
}

function budgetTrouble({ budget }: Verdict): Pick<Trouble, 'type' | 'severity'> | undefined {
  if (budget?.status === 'spent') return { type: 'budget', severity: 'critical' }
  return budget?.status === 'burning' ? { type: 'budget', severity: 'high' } : undefined
}

/** The hot line, where a profile names it; else the file, where all that was measured lies in one; else what was measured. */
function causeOf(slo: Slo, { profiles = [], series }: Run): string {
  const hot = explaining(slo, profiles)
    .flatMap(({ hotPath }) => hotPath.slice(0, 1))
    .find(({ owner }) => owner === 'own')
  if (hot?.file === undefined) return fileOf(slo, series) ?? redact(formatSelector(slo.sli.subject))
  const line = hot.hottestLine ?? hot.line
  return redact(line === undefined ? hot.file : `${hot.file}:${line}`)
}

/** Of tests and files: what one file breaks has one cause. */
function fileOf({ sli: { subject, metric } }: Slo, series: Run['series']): string | undefined {
  if (subject.kind !== 'test' && subject.kind !== 'file') return undefined
  const selected = selects(subject)
  const measured = series.filter((one) => one.metric === metric && selected(one.subject))
  const files = new Set(measured.map((one) => (one.subject.kind === 'file' ? one.subject.name : one.subject.file)))
  const [file] = files
  return files.size === 1 && file !== undefined ? `file ${redact(file)}` : undefined
}

function findingOf(verdict: Verdict): AlertFinding {
  const { slo, reason } = verdict
  const measured = verdict.status === 'no-data' ? undefined : verdict.measured
  const { statistic, unit } = slo.objective
  const about = 'exact' in verdict && !verdict.exact ? '≈' : ''
  return {
    slo: slo.name,
    promised: formatObjective(slo.objective),
    ...(measured === undefined ? {} : { measured: `${statistic} ${about}${formatQuantity(measured, unit)}` }),
    reason: redact(reason),
  }
}

function failedTests({ tests }: Run): Trouble[] {
  if (tests.failed === 0) return []
  const reason = tests.failed === 1 ? '1 test failed' : `${tests.failed} tests failed`
  return [{ type: 'error', severity: 'high', cause: 'failed tests', finding: { reason } }]
}

function anomalies({ insights = [] }: Run): Trouble[] {
  return insights.flatMap((insight): Trouble[] => {
    if (insight.kind !== 'outlier' || insight.better) return []
    const { slo, measured, usual, unit, runs } = insight
    const reason = `${formatQuantity(measured, unit)}, usually ${formatQuantity(usual, unit)} over ${runs} runs`
    return [{ type: 'anomaly', severity: 'low', cause: `unusual ${slo}`, finding: { slo, reason } }]
  })
}

/** What nobody measured is one trouble each kind, whatever it would have been. */
function grouped(found: readonly Trouble[]): ReadonlyMap<string, readonly Trouble[]> {
  const groups = new Map<string, Trouble[]>()
  for (const trouble of found) {
    const cause = trouble.type === 'no-data' ? 'no-data' : trouble.cause
    groups.set(cause, [...(groups.get(cause) ?? []), trouble])
  }
  return groups
}

function alertOf(group: readonly Trouble[], run: Run): Alert {
  const [worst] = group.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)) as [Trouble]
  const { type, severity } = worst
  const cause = type === 'no-data' ? 'nothing measured it' : worst.cause
  return { key: keyOf(run, type === 'no-data' ? 'no-data' : cause), type, severity, cause, ...membersOf(group) }
}

function everything(found: readonly Trouble[], run: Run): Alert {
  const [worst] = found.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)) as [Trouble]
  const cause = run.commit === undefined ? 'many causes' : `commit ${run.commit.slice(0, 12)}`
  return { key: keyOf(run, 'many causes'), type: worst.type, severity: worst.severity, cause, ...membersOf(found) }
}

function membersOf(group: readonly Trouble[]): Pick<Alert, 'owners' | 'findings'> {
  const owners = [...new Set(group.flatMap(({ owner }) => (owner === undefined ? [] : [owner])))]
  return { owners, findings: group.map(({ finding }) => finding) }
}

function keyOf({ service = '', branch = '' }: Run, cause: string): string {
  return JSON.stringify([service, branch, cause])
}

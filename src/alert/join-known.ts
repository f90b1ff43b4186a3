import type { Alert, AlertFinding, AlertRecord } from '../model/alert.ts'
import { severities } from '../model/alert.ts'

/**
 * The alerts of a run, where those whose promises an open alert tells of already go on as that alert: the hot line of a cause moves with
 * every edit above it, and one of seven causes may be gone, and neither makes the rest news.
 */
export function joinKnown(alerts: readonly Alert[], open: readonly AlertRecord[]): Alert[] {
  const joined = new Map<string, Alert>()
  for (const alert of alerts) {
    const goingOn = { ...alert, key: keyOf(alert, open) }
    const other = joined.get(goingOn.key)
    joined.set(goingOn.key, other === undefined ? goingOn : together(other, goingOn))
  }
  return [...joined.values()]
}

/** Its own where that is open; else that of an open alert that holds all of it. */
function keyOf(alert: Alert, open: readonly AlertRecord[]): string {
  if (open.some(({ alert: { key } }) => key === alert.key)) return alert.key
  return open.find((record) => holds(record.alert, alert))?.alert.key ?? alert.key
}

/** Nobody who knows of a violation knows that nothing is measured any more. */
function holds(known: Alert, { type, findings }: Alert): boolean {
  if ((known.type === 'no-data') !== (type === 'no-data')) return false
  return findings.every((finding) => known.findings.some((one) => one.slo === finding.slo))
}

function together(one: Alert, other: Alert): Alert {
  const worse = severities.indexOf(other.severity) < severities.indexOf(one.severity) ? other : one
  const owners = [...new Set([...one.owners, ...other.owners])]
  return { ...worse, key: one.key, cause: causeOf(one, other), owners, findings: merged([...one.findings, ...other.findings]) }
}

function causeOf(one: Alert, other: Alert): string {
  return one.cause.split(' and ').includes(other.cause) ? one.cause : `${one.cause} and ${other.cause}`
}

function merged(findings: readonly AlertFinding[]): AlertFinding[] {
  return [...new Map(findings.map((finding) => [finding.slo ?? '', finding])).values()]
}

import type { Alert, AlertFinding, AlertLabels, Notice } from '../model/alert.ts'

/** One message, as all channels tell it. */
export interface Message {
  /** Stable: the same alert has the same key, whatever is said of it. */
  readonly key: string
  /** Once per message: receivers that keep it drop a second copy. */
  readonly id: string
  readonly kind: Notice['kind']
  readonly alert: Alert
  /** What was told of it before, where anything was. */
  readonly before?: AlertLabels
  readonly title: string
  /** What was promised and measured, since when, who owns it, the cause, the link, the next command. */
  readonly lines: readonly string[]
  readonly link?: string
  /** ISO 8601, UTC, of the run that first showed it, and of this one. */
  readonly since: string
  readonly at: string
}

/** How a notice reads. `link` may hold `{run}`, `{commit}` and `{branch}`. */
export function compose(notice: Notice, { service, link }: { readonly service?: string; readonly link?: string }): Message {
  const { kind, record, before } = notice
  const { alert, since, last } = record
  const filled = link === undefined ? undefined : fillLink(link, last)
  return {
    key: alert.key,
    id: `${last.id}:${kind}:${alert.key}`,
    kind,
    alert,
    ...(before === undefined ? {} : { before }),
    title: `${service === undefined ? '' : `${service}: `}${headline(notice)}`,
    lines: [...findings(alert), ...circumstances(notice), ...nextSteps(notice, filled)],
    ...(filled === undefined ? {} : { link: filled }),
    since: since.at,
    at: last.at,
  }
}

const openings: Readonly<Record<Notice['kind'], string>> = {
  new: '',
  worse: 'worse: ',
  repeat: 'still: ',
  escalated: 'escalated: ',
  resolved: 'resolved: ',
}

function headline({ kind, record: { alert } }: Notice): string {
  const [first] = alert.findings as readonly [AlertFinding]
  const what = alert.findings.length > 1 ? `${alert.findings.length} promises, ${alert.cause}` : (first.slo ?? alert.cause)
  return `${openings[kind]}${alert.severity} ${alert.type}: ${what}`
}

/** How many findings a message names; one line each, and one that counts the rest. */
export const mostFindings = 10

function findings({ findings: all }: Alert): string[] {
  const shown = all.slice(0, mostFindings).map((finding) => {
    const said = figuresOf(finding)
    return `${finding.slo === undefined ? '' : `${finding.slo}: `}${said === '' ? finding.reason : `${said} (${finding.reason})`}`
  })
  return all.length > mostFindings ? [...shown, `and ${all.length - mostFindings} more`] : shown
}

/** What was measured and promised, in words; empty where neither is known. */
export function figuresOf({ promised, measured }: AlertFinding): string {
  const figures = [
    measured === undefined ? undefined : `measured ${measured}`,
    promised === undefined ? undefined : `promised ${promised}`,
  ]
  return figures.filter((figure) => figure !== undefined).join(', ')
}

function circumstances({ kind, record: { alert, since, last, runs } }: Notice): string[] {
  const where = since.branch === undefined ? '' : ` on ${since.branch}`
  const from = `${since.at}${since.commit === undefined ? '' : ` (${since.commit.slice(0, 12)})`}`
  const over = kind === 'resolved' ? `, until ${last.at}` : ''
  return [
    `cause: ${alert.cause}`,
    `since ${from}${where}, ${runs === 1 ? '1 run' : `${runs} runs`}${over}`,
    ...(alert.owners.length === 0 ? [] : [`owner: ${alert.owners.join(', ')}`]),
  ]
}

function nextSteps({ kind, record: { alert } }: Notice, link: string | undefined): string[] {
  const report = link === undefined ? [] : [`report: ${link}`]
  if (kind === 'resolved') return report
  const slo = alert.findings.find((finding) => finding.slo !== undefined)?.slo
  const command = slo === undefined || alert.type === 'no-data' ? 'slo report' : `slo profile ${quoted(slo)}`
  return [...report, `next: ${command}`]
}

/** For a shell. */
function quoted(name: string): string {
  return /^[\w.:/-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`
}

/** The address of the report of a run. */
export function fillLink(
  link: string,
  { id, commit = '', branch = '' }: { readonly id: string; readonly commit?: string; readonly branch?: string },
): string {
  const values: Readonly<Record<string, string>> = { run: id, commit, branch }
  return link.replaceAll(/\{(run|commit|branch)\}/g, (_, name: string) => encodeURIComponent(values[name] as string))
}

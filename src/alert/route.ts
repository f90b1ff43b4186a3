import type { Alerting, AlertRoute, Notice } from '../model/alert.ts'

/** Names of the channels that a notice goes to, each once. Without routes all hear everything, and escalation is of nobody else. */
export function route(
  { kind, record, only }: Notice,
  { routes, channels }: Pick<Alerting, 'routes' | 'channels'>,
): readonly string[] {
  if (only !== undefined) return only.filter((name) => channels.some((channel) => channel.name === name))
  if (routes.length === 0) return channels.map(({ name }) => name)
  const hear = routes.filter((one) => matches(one, record.alert, record.since.branch))
  // Whoever was brought in late hears of the end as well.
  const late = kind === 'escalated' || record.escalated
  return [...new Set(hear.filter(({ escalation }) => late || !escalation).flatMap(({ to }) => to))]
}

function matches(
  { severity, type, owner, branch: of }: AlertRoute,
  alert: Notice['record']['alert'],
  branch: string | undefined,
): boolean {
  if (severity !== undefined && !severity.includes(alert.severity)) return false
  if (type !== undefined && !type.includes(alert.type)) return false
  if (owner !== undefined && !alert.owners.includes(owner)) return false
  return of === undefined || of === branch
}

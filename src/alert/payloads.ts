import type { AlertLabels, Severity } from '../model/alert.ts'
import type { Message } from './compose.ts'

/** What our own webhook sends: the message as data. */
export function webhookBody(message: Message): string {
  return JSON.stringify({ schema: 1, ...message })
}

/** For an incoming webhook of Slack: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. */
export function slackBody({ title, lines, link }: Message): string {
  const text = [
    `*${escapeSlack(title)}*`,
    ...lines.filter((line) => !line.startsWith('report: ')).map((line) => escapeSlack(line)),
  ]
  const linked = link === undefined ? text : [...text, `<${link}|report>`]
  return JSON.stringify({
    text: escapeSlack(title),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: linked.join('\n').slice(0, 3000) } }],
  })
}

function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** An event of PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event. */
export function pagerDutyBody({ kind, title, lines, link, alert, at }: Message, keys: PagerDutyKeys): string {
  const head = { routing_key: keys.routing, dedup_key: keys.dedup }
  if (kind === 'resolved') return JSON.stringify({ ...head, event_action: 'resolve' })
  return JSON.stringify({
    ...head,
    event_action: 'trigger',
    payload: {
      summary: title.slice(0, 1024),
      source: 'vitest-slo',
      severity: pagerDutySeverity[alert.severity],
      timestamp: at,
      component: alert.cause,
      class: alert.type,
      custom_details: { lines },
    },
    ...(link === undefined ? {} : { links: [{ href: link, text: 'report' }] }),
  })
}

export interface PagerDutyKeys {
  /** Of a service: secret. */
  readonly routing: string
  /** Of the alert, 255 characters at most. */
  readonly dedup: string
}

const pagerDutySeverity: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
}

/**
 * For `POST /api/v2/alerts` of Alertmanager: https://github.com/prometheus/alertmanager, api/v2/openapi.yaml. It takes what is not sent
 * again within minutes for resolved, and tells alerts apart by their labels: so each has an `end` far off (ISO 8601, UTC), and what it was before ends.
 */
export function alertmanagerBody(message: Message, end: string): string {
  const { kind, alert, before, since, at } = message
  const now = labelsOf(message, alert)
  const then = before === undefined ? now : labelsOf(message, before)
  const isOther = JSON.stringify(now) !== JSON.stringify(then)
  const about = bodyOf(message)
  const ended = { ...about, labels: then, startsAt: since, endsAt: at }
  if (kind === 'resolved') return JSON.stringify([ended])
  const open = { ...about, labels: now, startsAt: since, endsAt: end }
  return JSON.stringify(isOther ? [open, ended] : [open])
}

/** What stays the same while an alert is open, so that its end is found again; the rest is said in annotations. */
function labelsOf({ key }: Message, { severity, type, owners }: AlertLabels): object {
  return { alertname: 'VitestSlo', alert: key, severity, type, ...(owners.length === 0 ? {} : { owner: owners.join(', ') }) }
}

function bodyOf({ title, lines, link, alert }: Message): object {
  const annotations = { summary: title, cause: alert.cause, description: lines.join('\n') }
  return { annotations, ...(link === undefined ? {} : { generatorURL: link }) }
}

/** A mail: its subject, as text, and as HTML. */
export function mailOf({ title, lines, link, alert }: Message): {
  readonly subject: string
  readonly text: string
  readonly html: string
} {
  const subject = title.replaceAll(/[\r\n]+/g, ' ').slice(0, 200)
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')
  const href = link === undefined ? '' : `<p><a href="${escapeHtml(link)}">Report</a></p>`
  return {
    subject,
    text: `${title}\n\n${lines.join('\n')}\n`,
    html: `<h2>${escapeHtml(title)}</h2><p>${escapeHtml(alert.severity)}</p><ul>${items}</ul>${href}`,
  }
}

/** Text as part of HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

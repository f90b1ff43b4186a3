import type { Severity } from '../model/alert.ts'
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
    text: title,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: linked.join('\n').slice(0, 3000) } }],
  })
}

function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** An event of PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event. */
export function pagerDutyBody({ key, kind, title, lines, link, alert, at }: Message, routingKey: string): string {
  const head = { routing_key: routingKey, dedup_key: key.slice(0, 255) }
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

const pagerDutySeverity: Readonly<Record<Severity, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
}

/** For `POST /api/v2/alerts` of Alertmanager: https://github.com/prometheus/alertmanager, api/v2/openapi.yaml. */
export function alertmanagerBody({ key, kind, title, lines, link, alert, since, at }: Message): string {
  const labels = {
    alertname: 'VitestSlo',
    alert: key,
    severity: alert.severity,
    type: alert.type,
    cause: alert.cause,
    ...ownerOf(alert.owners),
  }
  const annotations = { summary: title, description: lines.join('\n') }
  return JSON.stringify([
    {
      labels,
      annotations,
      startsAt: since,
      ...(kind === 'resolved' ? { endsAt: at } : {}),
      ...(link === undefined ? {} : { generatorURL: link }),
    },
  ])
}

function ownerOf(owners: readonly string[]): { readonly owner?: string } {
  return owners.length === 0 ? {} : { owner: owners.join(', ') }
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

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

import type { AlertChannel } from '../model/alert-channel.ts'
import { secretName } from '../model/secret-name.ts'

/** Somebody who is told, and how. */
export interface Receiver {
  readonly name: string
  readonly webhook_configs?: readonly object[]
  readonly slack_configs?: readonly object[]
  readonly email_configs?: readonly object[]
  readonly pagerduty_configs?: readonly object[]
}

/** A channel as a receiver, where Alertmanager has such; and what has to be done for it by hand. */
export interface MadeReceiver {
  readonly receiver?: Receiver
  readonly notes: readonly string[]
}

/** The receiver of a channel. Its secrets are files below `secrets`; what they must hold is said in the notes. */
export function receiverOf(channel: AlertChannel, secrets: string): MadeReceiver {
  const { name } = channel
  const file = `${secrets.replace(/\/+$/, '')}/${name.replaceAll(/[^\w.-]+/g, '-')}`
  switch (channel.kind) {
    case 'webhook':
      return webhook(channel, file)
    case 'slack':
      return {
        receiver: { name, slack_configs: [{ ...both, api_url_file: file, title, text }] },
        notes: [holds(file, 'the address of the incoming webhook', channel.url)],
      }
    case 'pagerduty':
      return {
        receiver: { name, pagerduty_configs: [{ ...both, ...pagerDuty, routing_key_file: file, url: channel.url }] },
        notes: [holds(file, 'the integration key', channel.key)],
      }
    case 'email':
      return email(channel, file)
    default:
      return { notes: [`channel ${name}: Alertmanager tells nobody by ${channel.kind}, so it is left out`] }
  }
}

/** The end is told like the beginning. */
const both = { send_resolved: true }

const title =
  '{{ if eq .Status "resolved" }}resolved: {{ end }}{{ if eq (len .Alerts) 1 }}{{ (index .Alerts 0).Annotations.summary }}' +
  '{{ else }}{{ len .Alerts }} alerts {{ .GroupLabels.alertname }}{{ end }}'

const text =
  '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n' +
  'since {{ .StartsAt.UTC.Format "2006-01-02T15:04:05Z" }}{{ with .Labels.owner }}, owner: {{ . }}{{ end }}\n' +
  '{{ with .Annotations.report }}report: {{ . }}\n{{ end }}\n{{ end }}'

const pagerDuty = {
  description: title,
  // Where alerts of several severities are told together there is none in common: then the worst stands.
  severity:
    '{{ if eq .CommonLabels.severity "low" }}info{{ else if eq .CommonLabels.severity "medium" }}warning' +
    '{{ else if eq .CommonLabels.severity "high" }}error{{ else }}critical{{ end }}',
  class: '{{ .CommonLabels.type }}',
  details: { text },
}

function webhook({ name, url }: AlertChannel & { readonly kind: 'webhook' }, file: string): MadeReceiver {
  const plain = plainAddress(url)
  if (plain !== undefined) return { receiver: { name, webhook_configs: [{ ...both, url: plain }] }, notes: [] }
  return {
    receiver: { name, webhook_configs: [{ ...both, url_file: file }] },
    notes: [`${holds(file, 'the address of the webhook', url)} (needs Alertmanager 0.26)`],
  }
}

/** An address of host and port alone, or of this machine: a path may be secret, also where no variable is named. */
function plainAddress(url: string): string | undefined {
  if (secretName(url) !== undefined) return undefined
  const { username, password, pathname, search, hostname } = new URL(url)
  if (username !== '' || password !== '' || search !== '') return undefined
  return pathname === '/' || isThisMachine(hostname) ? url : undefined
}

function isThisMachine(hostname: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
}

function email({ name, server, from, to }: AlertChannel & { readonly kind: 'email' }, file: string): MadeReceiver {
  const variable = secretName(server)
  const mail = { ...both, to: to.join(', '), from, headers: { Subject: title }, text }
  const { notes, ...through } = variable === undefined ? smtp(new URL(server), file) : unknownSmtp(variable, file)
  return { receiver: { name, email_configs: [{ ...mail, ...through }] }, notes: notes.map((note) => `channel ${name}: ${note}`) }
}

interface Smtp {
  readonly smarthost: string
  readonly auth_username?: string
  readonly auth_password_file?: string
  readonly require_tls: boolean
  readonly notes: readonly string[]
}

function smtp({ protocol, hostname, port, username, password }: URL, file: string): Smtp {
  const from = port === '' ? { 'smtp:': '587', 'smtps:': '465' }[protocol as 'smtp:'] : port
  const late = protocol === 'smtps:' && from !== '465' ? ['Alertmanager begins with TLS on port 465 alone'] : []
  const tls = { smarthost: `${hostname}:${from}`, require_tls: !isThisMachine(hostname) }
  if (password === '') return { ...tls, notes: late }
  const auth = { auth_username: decodeURIComponent(username), auth_password_file: file }
  return { ...tls, ...auth, notes: [...late, `${file} holds the password of its server`] }
}

/** Alertmanager reads no variables: whoever puts the file in place fills them in, with envsubst for one. */
function unknownSmtp(variable: string, file: string): Smtp {
  const of = (part: string): string => `\${${variable}_${part}}`
  return {
    smarthost: `${of('HOST')}:${of('PORT')}`,
    auth_username: of('USER'),
    auth_password_file: file,
    require_tls: true,
    notes: [`fill in ${of('HOST')}, ${of('PORT')} and ${of('USER')} from ${variable}; ${file} holds its password`],
  }
}

function holds(file: string, what: string, written: string): string {
  const variable = secretName(written)
  return `${file} holds ${what}${variable === undefined ? '' : `: the value of ${variable}`}`
}

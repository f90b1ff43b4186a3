import type { AlertType, Severity } from '../model/alert.ts'
import type { QuantityText } from '../model/unit.ts'

interface ChannelLimits {
  /** What it may take, `1s` to `60s`; `10s` by default. It delays the end of a run that has news by no more. */
  readonly timeout?: QuantityText<'time'>
}

interface TextMessages {
  /** Telephone numbers: `+15550100`, or `env:NAME`. */
  readonly to: readonly string[]
  /** How long a text message may be, 1 to 10 segments of 153 signs (67 where it holds others than GSM-7); 3 by default. */
  readonly segments?: number
}

/** A way that messages travel. Secrets are named, not written: `env:SLO_WEBHOOK`. */
export type AlertChannelInput = ChannelLimits &
  (
    | {
        /** How the message travels. */
        readonly kind: 'webhook'
        /** Where it goes. */
        readonly url: string
        /** Signs every message: HMAC-SHA256 in `x-slo-signature`. */
        readonly secret?: string
      }
    | {
        readonly kind: 'slack'
        /** Of an incoming webhook. */
        readonly url: string
      }
    | {
        readonly kind: 'email'
        /** `smtp://user:password@host:port`, or `smtps://`. */
        readonly server: string
        /** The sender. */
        readonly from: string
        /** The receivers. */
        readonly to: readonly string[]
        /** Which report goes with a mail; `html` by default. */
        readonly attach?: 'html' | 'pdf' | 'nothing'
      }
    | (TextMessages & {
        readonly kind: 'twilio'
        /** Id of the account, and its token. */
        readonly account: string
        /** The token of the account. */
        readonly token: string
        /** A number, or the id of a messaging service. */
        readonly from: string
        /** `https://api.twilio.com` by default. */
        readonly url?: string
      })
    | (TextMessages & {
        readonly kind: 'sms'
        /** The address of a gateway that sends text messages. */
        readonly url: string
        /** `POST` by default. */
        readonly method?: 'GET' | 'POST'
        /** Of a POST; `form` by default. */
        readonly body?: 'form' | 'json'
        /** `{to}`, `{text}` and `{id}` are filled in; `{ to: '{to}', text: '{text}' }` by default. A value may be `env:NAME`. */
        readonly fields?: Readonly<Record<string, string>>
        /** Sent with it, filled in the same way. */
        readonly headers?: Readonly<Record<string, string>>
      })
    | {
        readonly kind: 'pagerduty'
        /** Integration key of a service. */
        readonly key: string
        /** `https://events.pagerduty.com/v2/enqueue` by default. */
        readonly url?: string
      }
    | {
        readonly kind: 'alertmanager'
        /** Of its API, version 2. */
        readonly url: string
      }
    | {
        /** A check at the commit of every run. */
        readonly kind: 'github-check'
        /** `env:GITHUB_TOKEN` by default; it needs `checks: write`. */
        readonly token?: string
        /** Name of the check; `SLOs` by default. */
        readonly title?: string
      }
    | {
        /** One comment on the pull request, kept up to date with every run. */
        readonly kind: 'github-comment'
        /** `env:GITHUB_TOKEN` by default; it needs `pull-requests: write`. */
        readonly token?: string
        /** Tells several comments apart. */
        readonly id?: string
      }
    | {
        readonly kind: 'command'
        /** For the shell; the message is JSON on its standard input. */
        readonly run: string
      }
  )

/** Who is told what. Whatever is left out matches all. */
export interface AlertRouteInput {
  /** Names of channels. */
  readonly to: readonly string[]
  /** Only these. */
  readonly severity?: readonly Severity[]
  /** Only what is about this. */
  readonly type?: readonly AlertType[]
  /** Owner of an SLO. */
  readonly owner?: string
  /** Only runs of this branch. */
  readonly branch?: string
  /** Told only what is escalated, and its end. */
  readonly escalation?: boolean
}

/** Who is told what a run came to. Full runs only, never those of watch mode. */
export interface AlertsInput {
  /** `ci` (default) tells somebody only where the variable CI is set; `never` leaves it to the Alertmanager of `slo export`. */
  readonly when?: 'ci' | 'always' | 'never'
  /** When an alert that is still open is told again, `1m` to `30d`; `1d` by default. */
  readonly repeat?: QuantityText<'time'>
  /** When an alert that is still open is escalated: after 2 to 1000 runs, or a time, `1m` to `30d`; 3 runs by default. */
  readonly escalateAfter?: number | QuantityText<'time'>
  /** Where the report can be read; `{run}`, `{commit}` and `{branch}` are filled in. */
  readonly link?: string
  /** By names of your choice. */
  readonly channels: Readonly<Record<string, AlertChannelInput>>
  /** By default all channels are told everything. */
  readonly routes?: readonly AlertRouteInput[]
}

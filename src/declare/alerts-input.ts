import type { AlertType, Severity } from '../model/alert.ts'
import type { QuantityText } from '../model/unit.ts'

interface ChannelLimits {
  /** What it may take, `1s` to `60s`; `10s` by default. It delays the end of a run that has news by no more. */
  readonly timeout?: QuantityText<'time'>
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
      }
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
  /** `ci` (default) tells somebody only where the variable CI is set. */
  readonly when?: 'ci' | 'always'
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

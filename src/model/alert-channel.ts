interface Named {
  readonly name: string
  /** Milliseconds that it may take. */
  readonly timeout: number
}

interface TextMessages {
  /** Telephone numbers. */
  readonly to: readonly string[]
  /** How many segments a text message has at most. */
  readonly segments: number
}

/** Twilio's API, or one that speaks it. */
export type TwilioChannel = Named &
  TextMessages & {
    readonly kind: 'twilio'
    readonly account: string
    readonly token: string
    /** A number, or the id of a messaging service. */
    readonly from: string
    readonly url: string
  }

/** Any gateway that sends text messages for a request over HTTP. In fields and headers `{to}`, `{text}` and `{id}` are filled in. */
export type SmsChannel = Named &
  TextMessages & {
    readonly kind: 'sms'
    readonly url: string
    readonly method: 'GET' | 'POST'
    /** Of a POST. */
    readonly body: 'form' | 'json'
    readonly fields: Readonly<Record<string, string>>
    readonly headers: Readonly<Record<string, string>>
  }

/** A way that news travel. Texts that may be `env:NAME` are resolved when a message is sent, and never kept. */
export type NewsChannel =
  | (Named & { readonly kind: 'webhook'; readonly url: string; readonly secret?: string })
  | (Named & { readonly kind: 'slack'; readonly url: string })
  | (Named & {
      readonly kind: 'email'
      readonly server: string
      readonly from: string
      readonly to: readonly string[]
      /** Which report goes with a mail. */
      readonly attach: 'html' | 'pdf' | 'nothing'
    })
  | TwilioChannel
  | SmsChannel
  | (Named & { readonly kind: 'pagerduty'; readonly key: string; readonly url: string })
  | (Named & { readonly kind: 'alertmanager'; readonly url: string })
  | (Named & { readonly kind: 'command'; readonly run: string })

/** What shows the state of every run at its commit or pull request, also of one that is no news. */
export type StateChannel =
  | (Named & { readonly kind: 'github-check'; readonly token: string; readonly title: string })
  | (Named & { readonly kind: 'github-comment'; readonly token: string; readonly id: string })

export type AlertChannel = NewsChannel | StateChannel

export const channelKinds = [
  'webhook',
  'slack',
  'email',
  'twilio',
  'sms',
  'pagerduty',
  'alertmanager',
  'github-check',
  'github-comment',
  'command',
] as const satisfies readonly AlertChannel['kind'][]

/** Whether a channel is told of every run rather than of news. */
export function isStateChannel(channel: AlertChannel): channel is StateChannel {
  return channel.kind === 'github-check' || channel.kind === 'github-comment'
}

interface Named {
  readonly name: string
  /** Milliseconds that it may take. */
  readonly timeout: number
}

/** A way that a message travels. Texts that may be `env:NAME` are resolved when a message is sent, and never kept. */
export type AlertChannel =
  | (Named & { readonly kind: 'webhook'; readonly url: string; readonly secret?: string })
  | (Named & { readonly kind: 'slack'; readonly url: string })
  | (Named & { readonly kind: 'email'; readonly server: string; readonly from: string; readonly to: readonly string[] })
  | (Named & { readonly kind: 'pagerduty'; readonly key: string; readonly url: string })
  | (Named & { readonly kind: 'alertmanager'; readonly url: string })
  | (Named & { readonly kind: 'command'; readonly run: string })

export const channelKinds = [
  'webhook',
  'slack',
  'email',
  'pagerduty',
  'alertmanager',
  'command',
] as const satisfies readonly AlertChannel['kind'][]

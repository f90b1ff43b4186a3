/** What is sent for a request. */
export interface Answer {
  readonly status: number
  /** Content type. */
  readonly type: string
  readonly body: string | Uint8Array | Iterable<string>
  readonly headers?: Readonly<Record<string, string>>
  /** What the content may load and run; nothing by default. */
  readonly policy?: string
}

/** Data for programs. */
export function jsonAnswer(data: unknown, status = 200): Answer {
  return { status, type: 'application/json; charset=utf-8', body: `${JSON.stringify(data, undefined, 2)}\n` }
}

/** A line for people who have no browser. */
export function textAnswer(body: string, status = 200): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` }
}

/** Sends a browser to another place of this server. */
export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { ...textAnswer(`see ${location}`, 303), headers: { location, ...headers } }
}

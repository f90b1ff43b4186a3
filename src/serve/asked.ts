import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** What a request asks for. */
export interface Asked {
  readonly method: string
  /** Parts of the path, decoded: `/api/runs` is `['api', 'runs']`. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
}

// Far more than any address of this server needs.
const longestTarget = 2000

/** Reads a request; undefined where its target is no path of this server, or cannot be decoded. */
export function askedFor({ method = '', url = '', headers }: IncomingMessage): Asked | undefined {
  if (!/^\/(?!\/)/.test(url) || url.length > longestTarget) return undefined
  const [path = '', ...rest] = url.split('?')
  const parts = decoded(path)
  return parts === undefined ? undefined : { method, path: parts, query: new URLSearchParams(rest.join('?')), headers }
}

/** A slash at the end means nothing. */
function decoded(path: string): readonly string[] | undefined {
  try {
    const parts = path.split('/').slice(1).map(decodeURIComponent)
    return parts.at(-1) === '' ? parts.slice(0, -1) : parts
  } catch {
    return undefined
  }
}

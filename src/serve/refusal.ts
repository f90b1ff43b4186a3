import { isIP } from 'node:net'
import { textAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './asked.ts'
import { hostName, isLoopback } from './loopback.ts'

/** Under which names this server may be asked. */
export interface Names {
  /** Whether only this machine can reach it. */
  readonly loopback: boolean
  /** Names beside `localhost` and plain addresses, in lower case. */
  readonly allowed: readonly string[]
}

/** Why a request is not answered at all; undefined where it may be. */
export function refusal(asked: Asked, names: Names): Answer | undefined {
  const { method, headers } = asked
  if (method !== 'GET' && method !== 'HEAD') return notAllowed
  if (hasContent(asked)) return textAnswer('a request for something has no content', 400)
  const name = hostName(headers.host)
  if (name === undefined || !isOurs(name, names)) {
    return textAnswer('this server does not go by that name: slo serve --allow-host <name> adds one', 421)
  }
  return isForeign(asked) ? textAnswer('other sites are not answered', 403) : undefined
}

const notAllowed: Answer = {
  ...textAnswer('nothing can be written here: GET and HEAD alone are answered', 405),
  headers: { allow: 'GET, HEAD' },
}

function hasContent({ headers }: Asked): boolean {
  return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined
}

/** A page of another site can point its own name at this machine, and would then be of the same origin; a plain address cannot lie. */
function isOurs(name: string, { loopback, allowed }: Names): boolean {
  if (name === 'localhost' || allowed.includes(name)) return true
  return isIP(name) !== 0 && (!loopback || isLoopback(name))
}

/** What a browser says of a request that another site makes; a link that somebody follows is none. */
function isForeign({ headers }: Asked): boolean {
  const { origin } = headers
  if (origin !== undefined && origin.replace(/^https?:\/\//, '') !== headers.host) return true
  const site = headers['sec-fetch-site']
  return (site === 'cross-site' || site === 'same-site') && headers['sec-fetch-mode'] !== 'navigate'
}

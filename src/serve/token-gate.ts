import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { redirect, textAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './asked.ts'

const cookieName = 'slo_session'

/** Lets in whoever knows the token: a program by `Authorization: Bearer`, a browser once by `?token=`, and then by a cookie. */
export class TokenGate {
  readonly #token: string
  /** Not the token itself: a cookie is kept by the browser, and is worth nothing when this server has ended. */
  readonly #session = randomBytes(32).toString('hex')

  constructor(token: string) {
    this.#token = token
  }

  /** What to answer instead; undefined for those who may come in. */
  answer(asked: Asked): Answer | undefined {
    const { authorization = '', cookie = '' } = asked.headers
    const given = asked.query.get('token')
    if (authorization !== '') return isSame(bearerOf(authorization), this.#token) ? undefined : refused
    if (given !== null) return isSame(given, this.#token) ? this.#letIn(asked) : refused
    return isSame(sessionOf(cookie), this.#session) ? undefined : refused
  }

  /** The token goes out of the address at once: an address is shown, kept and passed on. */
  #letIn({ path, query }: Asked): Answer {
    const rest = new URLSearchParams([...query].filter(([name]) => name !== 'token')).toString()
    const place = `/${path.map(encodeURIComponent).join('/')}${rest === '' ? '' : `?${rest}`}`
    return redirect(place, { 'set-cookie': `${cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Lax` })
  }
}

const refused: Answer = {
  ...textAnswer('a token is needed: Authorization: Bearer <token>, or once ?token=<token> in a browser', 401),
  headers: { 'www-authenticate': 'Bearer realm="slo serve"' },
}

/** Takes the same time wherever two texts differ. Of their digests, because texts are of different lengths. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function bearerOf(authorization: string): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
}

function sessionOf(cookie: string): string {
  const pairs = cookie.split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === cookieName)?.[1] ?? ''
}

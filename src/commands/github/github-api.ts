import { retryAfter, tryAgain } from '../../alert/channels/try-again.ts'
import type { Attempt } from '../../alert/channels/try-again.ts'
import { SloError } from '../../model/fault.ts'

/** A repository and the right to write to it. */
export interface Repository {
  /** Of the API, without a slash at the end: `https://api.github.com`. */
  readonly api: string
  /** `owner/name`. */
  readonly repository: string
  readonly token: string
  /** Ends every call, wherever it is. */
  readonly signal?: AbortSignal
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Behind that of the repository: `/check-runs`. */
  readonly path: string
  readonly body?: object
  /** What a status means that a person can do something about. */
  readonly hints: ReadonlyMap<number, string>
}

/** What GitHub answered. */
export interface Answer {
  readonly status: number
  /** Undefined where it is no JSON. */
  readonly body: unknown
}

const patience = 30_000

/**
 * Calls the API of GitHub, again where it is busy. Statuses of `allowed` are answers too; for any other that is no success it rejects
 * with SloError. The token is never part of a message.
 */
export async function callGithub(to: Repository, call: Call, allowed: readonly number[] = []): Promise<Answer> {
  const signal = to.signal ?? AbortSignal.timeout(patience)
  return await tryAgain(() => tryOnce({ ...to, signal }, call, allowed), signal)
}

async function tryOnce(
  { api, repository, token, signal }: Repository,
  { method, path, body, hints }: Call,
  allowed: readonly number[],
): Promise<Attempt<Answer>> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'vitest-slo',
    'x-github-api-version': '2022-11-28',
  }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await fetch(`${api}/repos/${repository}${path}`, { method, headers, ...sent, redirect: 'error', ...(signal === undefined ? {} : { signal }) }).catch((error: Error) => { throw new SloError(`${api} does not answer: ${reasonOf(error)}`) }) // prettier-ignore
  const text = await answer.text()
  const { status } = answer
  if (answer.ok || allowed.includes(status)) return { taken: true, value: { status, body: parsed(text) } }
  const reason = `GitHub answered ${status}${hints.get(status) ?? ''}: ${text.slice(0, 200).replaceAll(/\s+/g, ' ')}`
  return { taken: false, reason, again: isBusy(answer), after: retryAfter(answer.headers.get('retry-after')) }
}

/** A limit of GitHub's is 403 as well, and says when to come again. */
function isBusy({ status, headers }: Response): boolean {
  return status === 429 || status === 502 || status === 503 || (status === 403 && headers.has('retry-after'))
}

function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? cause.message : message
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { SloError } from '../../model/fault.ts'

/** A pull request and the right to comment on it. */
export interface PullRequest {
  /** Of the API, without a slash at the end: `https://api.github.com`. */
  readonly api: string
  /** `owner/name`. */
  readonly repository: string
  readonly number: number
  readonly token: string
}

/** What was done. */
export type Commenting = 'created' | 'updated' | 'unchanged'

interface Comment {
  readonly id: number
  readonly body?: string
}

/**
 * Writes one comment and keeps it: the one that begins with `marker` is updated where there is one. Rejects with SloError; the token is
 * never part of a message.
 */
export async function commentOnPullRequest(to: PullRequest, marker: string, body: string): Promise<Commenting> {
  for await (const comment of commentsOf(to)) {
    if (comment.body?.startsWith(marker) !== true) continue
    if (comment.body.trimEnd() === body.trimEnd()) return 'unchanged'
    // Anybody can write a comment that begins so; one that is not ours cannot be changed by us.
    if (await update(to, comment.id, body)) return 'updated'
  }
  await expectDone(await ask(to, `/issues/${to.number}/comments`, { method: 'POST', body }))
  return 'created'
}

const page = 100
const mostPages = 50

async function* commentsOf(to: PullRequest): AsyncGenerator<Comment, void, undefined> {
  for (let at = 1; at <= mostPages; at++) {
    const answer = await expectDone(await ask(to, `/issues/${to.number}/comments?per_page=${page}&page=${at}`, { method: 'GET' }))
    const comments = (await answer.json()) as readonly Comment[]
    yield* comments
    if (comments.length < page) return
  }
}

async function update(to: PullRequest, id: number, body: string): Promise<boolean> {
  const answer = await ask(to, `/issues/comments/${id}`, { method: 'PATCH', body })
  if (answer.status === 403 || answer.status === 404) return false
  await expectDone(answer)
  return true
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly body?: string
}

const patience = 30_000

async function ask({ api, repository, token }: PullRequest, path: string, { method, body }: Call): Promise<Response> {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': 'vitest-slo',
    'x-github-api-version': '2022-11-28',
  }
  const sent = body === undefined ? {} : { body: JSON.stringify({ body }) }
  try {
    return await fetch(`${api}/repos/${repository}${path}`, { method, headers, ...sent, redirect: 'error', signal: AbortSignal.timeout(patience) }) // prettier-ignore
  } catch (error) {
    throw new SloError(`slo github comment: ${api} does not answer: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message : message
}

async function expectDone(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  const said = (await answer.text()).slice(0, 200).replaceAll(/\s+/g, ' ')
  const hint = hints.get(answer.status) ?? ''
  throw new SloError(`slo github comment: GitHub answered ${answer.status}${hint}: ${said}`)
}

const readOnly =
  ' (the token may not comment: give the job "permissions: pull-requests: write"; of a pull request from a fork it may never)'
const hints: ReadonlyMap<number, string> = new Map([
  [401, ' (the token in GITHUB_TOKEN is not valid)'],
  [403, readOnly],
  [404, ' (no such repository or pull request, or the token may not see it)'],
])

import { callGithub } from './github-api.ts'
import type { Repository } from './github-api.ts'

/** A pull request and the right to comment on it. */
export interface PullRequest extends Repository {
  readonly number: number
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
  await callGithub(to, { method: 'POST', path: `/issues/${to.number}/comments`, body: { body }, hints })
  return 'created'
}

const page = 100
const mostPages = 50

async function* commentsOf(to: PullRequest): AsyncGenerator<Comment, void, undefined> {
  for (let at = 1; at <= mostPages; at++) {
    const path = `/issues/${to.number}/comments?per_page=${page}&page=${at}`
    const comments = (await callGithub(to, { method: 'GET', path, hints })).body as readonly Comment[]
    yield* comments
    if (comments.length < page) return
  }
}

async function update(to: PullRequest, id: number, body: string): Promise<boolean> {
  const call = { method: 'PATCH', path: `/issues/comments/${id}`, body: { body }, hints } as const
  const { status } = await callGithub(to, call, [403, 404])
  return status !== 403 && status !== 404
}

const readOnly =
  ' (the token may not comment: give the job "permissions: pull-requests: write"; of a pull request from a fork it may never)'
const hints: ReadonlyMap<number, string> = new Map([
  [401, ' (the token in GITHUB_TOKEN is not valid)'],
  [403, readOnly],
  [404, ' (no such repository or pull request, or the token may not see it)'],
])

import { resolveSecret } from '../../alert/channels/secret.ts'
import { secretsOf } from '../../alert/deliver.ts'
import { redact } from '../../alert/redact.ts'
import type { StateChannel } from '../../model/alert-channel.ts'
import { SloError } from '../../model/fault.ts'
import { commentMarker } from '../../report/github/comment.ts'
import { commentOnPullRequest } from '../github/comment-on-pull-request.ts'
import { createCheck } from '../github/create-check.ts'
import { headOf, numberOf, repositoryOf } from '../github/pull-request-of.ts'
import type { World } from '../world.ts'

/** What the test says, and when. */
export interface ShownTest extends Pick<World, 'env'> {
  readonly title: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** Writes a check or a comment that says it is a test. Resolves to what went wrong, without secrets, if anything. */
export async function showTestOn(channel: StateChannel, shown: ShownTest): Promise<string | undefined> {
  try {
    if (channel.kind === 'github-check') await testCheck(channel, shown)
    else await testComment(channel, shown)
    return undefined
  } catch (error) {
    return redact((error as Error).message, secretsOf(channel, shown.env))
  }
}

const said = 'This is a test of the channel; nothing is wrong.'

async function testCheck(
  channel: StateChannel & { readonly kind: 'github-check' },
  { env, title, at }: ShownTest,
): Promise<void> {
  const head = headOf({ env })
  if (head === undefined) throw new SloError('GITHUB_SHA is not set: it is the commit that a check belongs to')
  const to = { ...repositoryOf({ env }, resolveSecret(channel.token, env)), signal: AbortSignal.timeout(channel.timeout) }
  const check = { name: `${channel.title} (test)`, head, completedAt: at, run: `test-${at}` }
  await createCheck(to, check, { conclusion: 'neutral', title, summary: said, annotations: [] })
}

async function testComment(channel: StateChannel & { readonly kind: 'github-comment' }, { env }: ShownTest): Promise<void> {
  const to = repositoryOf({ env }, resolveSecret(channel.token, env))
  const number = numberOf({ env })
  if (number === undefined) throw new SloError('this workflow runs for no pull request, so there is nowhere to comment')
  const signal = AbortSignal.timeout(channel.timeout)
  const marker = commentMarker(`${channel.id} test`)
  await commentOnPullRequest({ ...to, number, signal }, marker, `${marker}\n${said}`)
}

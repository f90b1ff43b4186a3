import { relative, resolve } from 'node:path'
import { fillLink } from '../../alert/compose.ts'
import { secretsOf } from '../../alert/deliver.ts'
import { redact } from '../../alert/redact.ts'
import { resolveSecret } from '../../alert/channels/secret.ts'
import type { Alerting } from '../../model/alert.ts'
import { isStateChannel } from '../../model/alert-channel.ts'
import type { StateChannel } from '../../model/alert-channel.ts'
import { SloError } from '../../model/fault.ts'
import type { Run } from '../../model/run.ts'
import type { Declared } from '../../report/checks-of-run.ts'
import { runDocument } from '../../report/documents/run-document.ts'
import { checkOutput } from '../../report/github/check-run.ts'
import { commentMarker, renderComment } from '../../report/github/comment.ts'
import { commentOnPullRequest } from '../github/comment-on-pull-request.ts'
import { createCheck } from '../github/create-check.ts'
import { headOf, numberOf, repositoryOf, workflowLink } from '../github/pull-request-of.ts'

/** Where a run is shown from. */
export interface StatePlace {
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly declared: Declared
}

/** A channel that could not show a run, and why, without secrets. */
export interface NotShown {
  readonly channel: string
  readonly reason: string
}

/** Shows the state of a run where its commit and its pull request are, on all channels at once, each within its time. Never rejects. */
export async function tellState(run: Run, alerting: Alerting, place: StatePlace): Promise<readonly NotShown[]> {
  const channels = alerting.channels.filter(isStateChannel)
  const link = alerting.link === undefined ? workflowLink(place) : fillLink(alerting.link, run)
  const ended = await Promise.all(channels.map((channel) => showOn(channel, { ...place, run, link })))
  return ended.flat()
}

/** What is shown, and from where. */
interface Showing extends StatePlace {
  readonly run: Run
  readonly link: string | undefined
}

/** Shows the state of a run on one channel. Resolves to what went wrong, if anything. */
async function showOn(channel: StateChannel, showing: Showing): Promise<readonly NotShown[]> {
  const secrets = secretsOf(channel, showing.env)
  try {
    if (channel.kind === 'github-check') await showCheck(channel, showing)
    else await showComment(channel, showing)
    return []
  } catch (error) {
    return [{ channel: channel.name, reason: redact((error as Error).message, secrets) }]
  }
}

async function showCheck(
  { token, timeout, title: name }: StateChannel & { readonly kind: 'github-check' },
  { run, link, env, declared, root }: Showing,
): Promise<void> {
  const head = headOf({ env }) ?? run.commit
  if (head === undefined) throw new SloError('GITHUB_SHA is not set, and the commit of the run is not known')
  const output = checkOutput(runDocument({ run, declared }), {
    pathOf: pathIn(root, env),
    failed: run.exitCode !== 0,
    ...present(link),
  })
  const to = { ...repositoryOf({ env }, resolveSecret(token, env)), signal: AbortSignal.timeout(timeout) }
  await createCheck(to, { name, head, completedAt: run.finishedAt, run: run.id, ...present(link) }, output)
}

/** A workflow that runs for no pull request has nowhere to comment, which is nothing wrong. */
async function showComment(
  { token, timeout, id }: StateChannel & { readonly kind: 'github-comment' },
  { run, link, env, declared }: Showing,
): Promise<void> {
  const to = repositoryOf({ env }, resolveSecret(token, env))
  const number = numberOf({ env })
  if (number === undefined) return
  const body = renderComment({ run, declared, id, ...present(link) })
  await commentOnPullRequest({ ...to, number, signal: AbortSignal.timeout(timeout) }, commentMarker(id), body)
}

function present(link: string | undefined): { readonly link?: string } {
  return link === undefined ? {} : { link }
}

function pathIn(root: string, { GITHUB_WORKSPACE: workspace = root }: StatePlace['env']): (file: string) => string {
  return (file) => relative(workspace, resolve(root, file)).replaceAll('\\', '/')
}

import { readFileSync } from 'node:fs'
import { SloError } from '../../model/fault.ts'
import type { World } from '../world.ts'
import type { PullRequest } from './comment-on-pull-request.ts'
import type { Repository } from './github-api.ts'

type Env = Pick<World, 'env'>

/** The repository of a workflow, from what GitHub Actions says in the environment. Throws SloError for what is missing. */
export function repositoryOf({ env }: Env, token = env['GITHUB_TOKEN']): Repository {
  if (token === undefined || token === '')
    throw new SloError('GITHUB_TOKEN is not set: pass it as env: GITHUB_TOKEN: ${{ github.token }}')
  const repository = env['GITHUB_REPOSITORY']
  if (repository === undefined || repository === '') throw new SloError('GITHUB_REPOSITORY is not set: it is owner/name')
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new SloError('GITHUB_REPOSITORY is not owner/name')
  const api = (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, '')
  return { api, repository, token }
}

/** The pull request that a workflow runs for. Throws SloError for what is missing. */
export function pullRequestOf(world: Env, given: number | undefined): PullRequest {
  const to = repositoryOf(world)
  const number = given ?? numberOf(world)
  if (number === undefined)
    throw new SloError('this workflow runs for no pull request: name one with --pr, or run it on pull_request only')
  return { ...to, number }
}

/** The number of the pull request that a workflow runs for; undefined where it runs for none. */
export function numberOf({ env: { GITHUB_REF: ref = '', GITHUB_EVENT_PATH: path } }: Env): number | undefined {
  const [, fromRef] = /^refs\/pull\/(\d+)\//.exec(ref) ?? []
  return fromRef === undefined ? numberInEvent(eventAt(path)) : Number(fromRef)
}

/** The commit that a check belongs to: of a pull request its head, as GitHub runs a merge that nobody looks at. Undefined where nobody knows. */
export function headOf({ env: { GITHUB_EVENT_PATH: path, GITHUB_SHA: sha } }: Env): string | undefined {
  const head = eventAt(path).pull_request?.head?.sha
  return typeof head === 'string' ? head : sha
}

interface Event {
  readonly pull_request?: { readonly number?: unknown; readonly head?: { readonly sha?: unknown } }
  readonly issue?: { readonly number?: unknown; readonly pull_request?: unknown }
}

function numberInEvent({ pull_request: pull, issue }: Event): number | undefined {
  const number = pull?.number ?? (issue?.pull_request === undefined ? undefined : issue.number)
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined
}

function eventAt(path: string | undefined): Event {
  if (path === undefined) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Event
  } catch {
    return {}
  }
}

/** The address of the workflow run, for whoever wants to know more. */
export function workflowLink({ env }: Env): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env
  return server === undefined || repository === undefined || id === undefined
    ? undefined
    : `${server}/${repository}/actions/runs/${id}`
}

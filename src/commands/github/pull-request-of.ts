import { readFileSync } from 'node:fs'
import { SloError } from '../../model/fault.ts'
import type { World } from '../world.ts'
import type { PullRequest } from './comment-on-pull-request.ts'

/** The pull request that a workflow runs for, from what GitHub Actions says in the environment. Throws SloError for what is missing. */
export function pullRequestOf({ env }: Pick<World, 'env'>, given: number | undefined): PullRequest {
  const token = required(env, 'GITHUB_TOKEN', 'pass it as env: GITHUB_TOKEN: ${{ github.token }}')
  const repository = required(env, 'GITHUB_REPOSITORY', 'it is owner/name')
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new SloError('slo github comment: GITHUB_REPOSITORY is not owner/name')
  const number = given ?? numberIn(env)
  if (number === undefined)
    throw new SloError('slo github comment: this workflow runs for no pull request: name one with --pr, or run it on pull_request only') // prettier-ignore
  const api = (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, '')
  return { api, repository, number, token }
}

function required(env: World['env'], name: string, hint: string): string {
  const value = env[name]
  if (value === undefined || value === '') throw new SloError(`slo github comment: ${name} is not set: ${hint}`)
  return value
}

function numberIn({ GITHUB_REF: ref = '', GITHUB_EVENT_PATH: path }: World['env']): number | undefined {
  const [, fromRef] = /^refs\/pull\/(\d+)\//.exec(ref) ?? []
  if (fromRef !== undefined) return Number(fromRef)
  return path === undefined ? undefined : numberInEvent(path)
}

interface Event {
  readonly pull_request?: { readonly number?: unknown }
  readonly issue?: { readonly number?: unknown; readonly pull_request?: unknown }
}

function numberInEvent(path: string): number | undefined {
  try {
    const { pull_request: pull, issue } = JSON.parse(readFileSync(path, 'utf8')) as Event
    const number = pull?.number ?? (issue?.pull_request === undefined ? undefined : issue.number)
    return typeof number === 'number' && Number.isInteger(number) ? number : undefined
  } catch {
    return undefined
  }
}

/** The address of the workflow run, for whoever wants to know more. */
export function workflowLink({ env }: Pick<World, 'env'>): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env
  return server === undefined || repository === undefined || id === undefined
    ? undefined
    : `${server}/${repository}/actions/runs/${id}`
}

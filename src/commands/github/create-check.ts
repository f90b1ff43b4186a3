import { SloError } from '../../model/fault.ts'
import type { CheckOutput } from '../../report/github/check-run.ts'
import { callGithub } from './github-api.ts'
import type { Repository } from './github-api.ts'

/** A check of a commit. */
export interface NewCheck {
  readonly name: string
  /** Of the commit. */
  readonly head: string
  /** ISO 8601, UTC. */
  readonly completedAt: string
  readonly link?: string
  /** Of the run it tells of. */
  readonly run: string
}

// GitHub takes fifty remarks a request, and adds those that follow.
const batch = 50
/** Enough for a person; each fifty are a request. */
const mostRemarks = 500

/** Creates a check that is complete, then adds its remarks, fifty a request. Rejects with SloError; the token is never part of a message. */
export async function createCheck(
  to: Repository,
  { name, head, completedAt, link, run }: NewCheck,
  output: CheckOutput,
): Promise<void> {
  const { conclusion, title, summary } = output
  const annotations = output.annotations.slice(0, mostRemarks)
  const body = {
    name,
    head_sha: head,
    status: 'completed',
    conclusion,
    completed_at: completedAt,
    external_id: run,
    ...(link === undefined ? {} : { details_url: link }),
    output: { title, summary, annotations: annotations.slice(0, batch) },
  }
  const made = (await callGithub(to, { method: 'POST', path: '/check-runs', body, hints })).body as
    | { readonly id?: unknown }
    | undefined
  if (typeof made?.id !== 'number') throw new SloError('GitHub answered without the id of the check')
  for (let from = batch; from < annotations.length; from += batch) {
    const more = { output: { title, summary, annotations: annotations.slice(from, from + batch) } }
    await callGithub(to, { method: 'PATCH', path: `/check-runs/${made.id}`, body: more, hints })
  }
}

const hints: ReadonlyMap<number, string> = new Map([
  [401, ' (the token is not valid)'],
  [403, ' (only an app may write checks: use the GITHUB_TOKEN of a workflow, with "permissions: checks: write"; of a pull request from a fork it may never)'], // prettier-ignore
  [404, ' (no such repository, or the token may not see it)'],
  [422, ' (no such commit in this repository, or a field that GitHub does not take)'],
])

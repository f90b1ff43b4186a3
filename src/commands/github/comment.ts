import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ComparisonResult } from '../../model/comparison.ts'
import type { ExitCode } from '../../model/run.ts'
import { commentMarker, renderComment } from '../../report/github/comment.ts'
import { declaredIn } from '../report/declared-in.ts'
import { comparisonFile, readComparison } from '../report/read-comparison.ts'
import { storedRun } from '../report/stored-run.ts'
import type { World } from '../world.ts'
import { asOf } from './as-of.ts'
import { commentOnPullRequest } from './comment-on-pull-request.ts'
import { pullRequestOf, workflowLink } from './pull-request-of.ts'

export interface CommentRequest {
  /** As of `slo report`. */
  readonly place?: string
  readonly pr?: number
  readonly id?: string
  /** Result of `slo compare`; by default the one beside the report. */
  readonly comparison?: string
  readonly link?: string
}

/** `slo github comment`: one comment on the pull request, made once and then updated. The exit code is 0 whatever the run came to. */
export async function comment(
  { place, pr, id = 'default', comparison: file, link }: CommentRequest,
  world: World,
): Promise<ExitCode> {
  const to = await asOf(name, async () => pullRequestOf(world, pr))
  const { run, files } = await storedRun(place, world)
  const comparison = await comparisonBeside(file, files, world)
  const shown = link ?? workflowLink(world)
  const body = renderComment({ run, declared: declaredIn(world.cwd), id, ...(comparison === undefined ? {} : { comparison }), ...(shown === undefined ? {} : { link: shown }) }) // prettier-ignore
  const done = await asOf(name, () => commentOnPullRequest(to, commentMarker(id), body))
  world.stdout.write(`${done} the comment on pull request ${to.number} of ${to.repository}\n`)
  return 0
}

const name = 'slo github comment'

/** One that was asked for must be there; one that lies beside the report is taken. */
async function comparisonBeside(
  given: string | undefined,
  [report]: readonly string[],
  world: World,
): Promise<ComparisonResult | undefined> {
  const beside = report === undefined ? undefined : join(dirname(report), comparisonFile)
  const file = given ?? (beside !== undefined && existsSync(resolve(world.cwd, beside)) ? beside : undefined)
  return file === undefined ? undefined : (await readComparison(file, world)).result
}

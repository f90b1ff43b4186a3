import { SloError } from '../../model/fault.ts'
import type { Commit } from '../../model/bisection.ts'
import { commitOf } from '../compare/checkouts.ts'
import { git } from '../compare/git.ts'

/** Two ends and what lies between them. */
export interface CommitRange {
  readonly good: Commit
  /** After the good end, the oldest first; the last one is the bad end. */
  readonly commits: readonly Commit[]
}

/** The commits of the first parents between two revisions. Rejects with SloError where the good one is not before the bad one. */
export async function commitRange(root: string, refs: { readonly good: string; readonly bad: string }): Promise<CommitRange> {
  const [good, bad] = [await commitOf(root, refs.good), await commitOf(root, refs.bad)]
  const isBefore = await git(root, 'merge-base', '--is-ancestor', good, bad).then(() => true, () => false) // prettier-ignore
  if (!isBefore || good === bad) {
    throw new SloError(`slo bisect: ${refs.good} is not before ${refs.bad}; name the good revision first, and one that the bad one builds on`) // prettier-ignore
  }
  // A merge counts as one step: what it brought was measured where it was made.
  const listed = await logOf(root, ['--first-parent', '--reverse', `${good}..${bad}`])
  const [start] = await logOf(root, ['--max-count=1', good])
  return { good: start as Commit, commits: listed }
}

async function logOf(root: string, args: readonly string[]): Promise<readonly Commit[]> {
  const text = await git(root, 'log', '-z', '--format=%H%n%an%n%aI%n%s', ...args)
  return text.split('\0').filter((entry) => entry !== '').map(commitFrom) // prettier-ignore
}

function commitFrom(entry: string): Commit {
  const [id = '', author = '', date = '', subject = ''] = entry.split('\n')
  return { id, author, date, subject }
}

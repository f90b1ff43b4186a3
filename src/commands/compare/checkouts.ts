import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { SloError } from '../../model/fault.ts'
import { git } from './git.ts'

/** Two revisions of a project side by side, in a temporary folder. The user's own checkout is only read. */
export interface Checkouts {
  readonly base: Side
  readonly head: Side
  readonly remove: () => Promise<void>
}

export interface Side {
  /** What it is called for a person: `main@4f1c2ab`, `working tree`. */
  readonly name: string
  /** Root of the project in it. */
  readonly root: string
  /** Root of the repository in it. */
  readonly top: string
}

/** Checks out a revision and the working tree as it is, changes that are not committed included. Rejects with SloError. */
export async function makeCheckouts(root: string, ref: string): Promise<Checkouts> {
  const top = await git(root, 'rev-parse', '--show-toplevel')
  const project = relative(top, await realpath(root))
  const base = await git(root, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => {
    throw new SloError(
      `slo compare: ${ref} is no revision of this repository (git log --oneline shows them; in CI fetch it first)`,
    )
  })
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'slo-compare-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const sides = [
      { name: `${ref}@${base.slice(0, 7)}`, top: join(folder, 'base'), commit: base },
      // `stash create` makes a commit of the changes and leaves everything else as it is; it says nothing where there are none.
      { name: 'working tree', top: join(folder, 'head'), commit: (await git(top, 'stash', 'create')) || (await git(top, 'rev-parse', 'HEAD')) },
    ] // prettier-ignore
    for (const side of sides) await checkOut(top, side)
    await copyUntracked(top, join(folder, 'head'))
    const [first, second] = sides.map(({ name, top: at }): Side => ({ name, top: at, root: join(at, project) })) as [Side, Side]
    return { base: first, head: second, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** A clone that shares the objects: nothing is registered in the repository, so a killed comparison leaves only a temporary folder. */
async function checkOut(from: string, { top, commit }: { readonly top: string; readonly commit: string }): Promise<void> {
  await git(from, 'clone', '--quiet', '--shared', '--no-checkout', from, top)
  await git(top, '-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--detach', commit)
}

/** Files that git does not know yet, unless it is told to ignore them. */
async function copyUntracked(from: string, to: string): Promise<void> {
  const listed = await git(from, 'ls-files', '--others', '--exclude-standard', '-z')
  for (const file of listed.split('\0').filter((name) => name !== '')) {
    await mkdir(dirname(join(to, file)), { recursive: true })
    await cp(join(from, file), join(to, file), { recursive: true, verbatimSymlinks: true })
  }
}

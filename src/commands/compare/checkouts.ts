import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { SloError } from '../../model/fault.ts'
import { git } from './git.ts'

/** One revision of a project in a folder of its own. */
export interface Side {
  /** What it is called for a person: `main@4f1c2ab`, `working tree`. */
  readonly name: string
  /** Root of the project in it. */
  readonly root: string
  /** Root of the repository in it. */
  readonly top: string
}

/** A temporary folder for revisions of a project. The user's own checkout is only read. */
export interface Workbench {
  /** Root of the user's repository. */
  readonly top: string
  /** Checks out a commit. */
  readonly checkOut: (commit: string, name: string) => Promise<Side>
  /** Checks out the working tree as it is, changes that are not committed included. */
  readonly checkOutWorkingTree: () => Promise<Side>
  readonly remove: () => Promise<void>
}

/** Makes the folder. Every method rejects with SloError; `root` is that of the project. */
export async function openWorkbench(root: string): Promise<Workbench> {
  const top = await git(root, 'rev-parse', '--show-toplevel')
  const project = relative(top, await realpath(root))
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'slo-compare-'))
  const checkOut = async (commit: string, name: string): Promise<Side> => {
    const at = await mkdtemp(join(folder, 'side-'))
    await cloneAt(top, { top: at, commit })
    return { name, top: at, root: join(at, project) }
  }
  const checkOutWorkingTree = async (): Promise<Side> => {
    // `stash create` makes a commit of the changes and leaves everything else as it is; it says nothing where there are none.
    const commit = (await git(top, 'stash', 'create')) || (await git(top, 'rev-parse', 'HEAD'))
    const side = await checkOut(commit, 'working tree')
    await copyUntracked(top, side.top)
    return side
  }
  return { top, checkOut, checkOutWorkingTree, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) }
}

/** The whole hash of a commit that a person named. Rejects with SloError. */
export async function commitOf(root: string, ref: string): Promise<string> {
  return await git(root, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => {
    throw new SloError(`${ref} is no revision of this repository (git log --oneline shows them; in CI fetch it first)`)
  })
}

/** A clone that shares the objects: nothing is registered in the repository, so a killed comparison leaves only a temporary folder. */
async function cloneAt(from: string, { top, commit }: { readonly top: string; readonly commit: string }): Promise<void> {
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

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface Commit {
  readonly commit?: string
  readonly branch?: string
}

const run = promisify(execFile)

/** The commit and branch of the run: what CI says, else what git says; left out where there is neither. */
export async function describeCommit(root: string, env: NodeJS.ProcessEnv): Promise<Commit> {
  const commit = env.GITHUB_SHA ?? env.CI_COMMIT_SHA
  const branch = env.GITHUB_HEAD_REF || env.GITHUB_REF_NAME || env.CI_COMMIT_REF_NAME
  if (commit !== undefined && branch !== undefined) return { commit, branch }
  const [head, name] = await Promise.all([git(root, 'rev-parse', 'HEAD'), git(root, 'symbolic-ref', '--short', 'HEAD')])
  return { commit: commit ?? head, branch: branch ?? name }
}

async function git(root: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', args, { cwd: root, timeout: 2000 })
    return stdout.trim()
  } catch {
    return undefined
  }
}

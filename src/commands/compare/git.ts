import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { SloError } from '../../model/fault.ts'

const execute = promisify(execFile)

/** The output of a git command in a folder, without the last line break. Rejects with SloError and what git said. */
export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    return stdout.replace(/\n$/, '')
  } catch (error) {
    const { stderr = '', code, message } = error as { stderr?: string; code?: string | number; message: string }
    if (code === 'ENOENT') throw new SloError('git was not found: comparing revisions needs it')
    throw new SloError(`git ${args[0]} failed in ${cwd}: ${stderr.trim() || message}`)
  }
}

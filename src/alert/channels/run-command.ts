import { spawn } from 'node:child_process'
import { SloError } from '../../model/fault.ts'

/** Runs a command of the shell with the message on its standard input. Rejects with SloError where it fails; it is killed where it takes too long. */
export async function runCommand(
  run: string,
  { input, root, signal }: { readonly input: string; readonly root: string; readonly signal: AbortSignal },
): Promise<void> {
  const child = spawn(run, { cwd: root, shell: true, stdio: ['pipe', 'ignore', 'pipe'], detached: process.platform !== 'win32' })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-500)))
  // It may end without reading a word.
  child.stdin.on('error', () => undefined).end(input)
  const kill = (): void => killTree(child.pid)
  signal.addEventListener('abort', kill)
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
    if (signal.aborted) throw new SloError('did not end in time, and was killed')
    if (code !== 0)
      throw new SloError(`ended with exit code ${code ?? 'of a signal'}${said.trim() === '' ? '' : `: ${said.trim()}`}`)
  } finally {
    signal.removeEventListener('abort', kill)
  }
}

function killTree(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It ended meanwhile.
  }
}

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

/** A command as it is started for a test. `timeout` in milliseconds. */
export interface Command {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly timeout?: number
}

export interface Ended {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a real process to its end. Rejects, with what it said so far, when it does not end in time or dies of a signal; its whole group is killed. */
export async function run({ command, args, cwd, env, timeout = 120_000 }: Command): Promise<Ended> {
  const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const output = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text))
  const stop = (): void => killGroup(child)
  const timer = setTimeout(stop, timeout)
  process.once('exit', stop)
  try {
    const { code, signal } = await ended(child)
    if (code === null)
      throw new Error(
        `${command} ${args.join(' ')} was ended by ${signal} (time allowed: ${timeout} ms)\n${output.stdout}${output.stderr}`,
      )
    return { exitCode: code, ...output }
  } finally {
    clearTimeout(timer)
    process.off('exit', stop)
    killGroup(child)
  }
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
}

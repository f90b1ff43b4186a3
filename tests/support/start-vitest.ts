import { spawn } from 'node:child_process'
import { existsSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { consumer } from './consumer.ts'
import type { Major } from './consumer.ts'

/** A run that is under way, in a process group of its own, as a shell starts it. */
export interface StartedVitest {
  readonly pid: number
  /** Signals the main process, or its whole group, as Ctrl-C in a terminal does. */
  readonly signal: (signal: NodeJS.Signals, target: 'main' | 'group') => void
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly text: string }>
}

interface StartOptions {
  readonly major: Major
  /** The program that runs the tests; in a terminal of its own with `terminal`. */
  readonly bin?: 'vitest' | 'slo'
  readonly terminal?: boolean
}

/** Starts `vitest run` or `slo run` and waits until the project has a file of this name: the moment to strike. */
export async function startVitest(dir: string, until: string, options: StartOptions): Promise<StartedVitest> {
  const { env } = consumer(options.major)
  const program = join(readlinkSync(join(dir, 'node_modules')), '.bin', options.bin ?? 'vitest')
  const [command, args] = options.terminal === true ? ['script', ['-qec', `${program} run`, '/dev/null']] : [program, ['run']]
  const child = spawn(command, args, { cwd: dir, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  // Not `close`: what outlives the main process may hold the pipes.
  const ended = new Promise<Awaited<StartedVitest['ended']>>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal, text })),
  )
  const pid = child.pid!
  const giveUp = performance.now() + 60_000
  while (!existsSync(join(dir, until))) {
    if (performance.now() > giveUp || child.exitCode !== null) throw new Error(`the run made no ${until}\n${text}`)
    await sleep(20)
  }
  return { pid, signal: (signal, target) => void process.kill(target === 'group' ? -pid : pid, signal), ended }
}

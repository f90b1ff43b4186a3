import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { SloError } from '../../model/fault.ts'
import { outsideOfGroups } from '../process/gate.ts'
import { entryCode } from '../process/entry-code.ts'
import { janitorName, markerName } from '../process/marked-processes.ts'
import { session } from './command-session.ts'

/** A root whose working tree is to be put back when this process is gone. */
export interface JanitorOrder {
  readonly root: string
  readonly reportsDir: string
}

let janitor: Promise<ChildProcess> | undefined

/**
 * Starts, once, the process that ends our commands, puts back the working tree and removes our temporary folders within 2 s of our own
 * end, however that comes. It sees it by the pipe between us, which closes with us.
 */
export async function startJanitor(order: JanitorOrder): Promise<void> {
  janitor ??= start()
  try {
    const { stdin } = await janitor
    stdin?.write(`${JSON.stringify(order)}\n`)
  } catch (error) {
    janitor = undefined
    throw new SloError(`the process that cleans up after commands could not be started: ${String(error)}`)
  }
}

async function start(): Promise<ChildProcess> {
  const { [markerName]: _marker, NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...env } = process.env
  const [program, ...args] = outsideOfGroups([process.execPath, '-e', entryCode('./janitor', import.meta.url)])
  const child = spawn(program, args, {
    cwd: tmpdir(),
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...env, [janitorName]: session },
    windowsHide: true,
  })
  const { stdin, stdout } = child
  // Should it go, the next command starts another.
  child.once('exit', () => (janitor = undefined))
  stdin.on('error', () => undefined)
  // Once it is ready it no longer takes time from what is measured.
  await Promise.race([once(stdout, 'data'), failureOf(child)])
  stdout.destroy()
  child.unref()
  // A pipe is a socket in Node; it must not keep this process alive.
  ;(stdin as unknown as { unref: () => void }).unref()
  return child
}

async function failureOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as unknown[]
  throw new Error(`it ended with exit code ${String(code)}`)
}

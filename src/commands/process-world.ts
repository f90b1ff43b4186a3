import { spawn } from 'node:child_process'
import type { ChildProcess, StdioOptions } from 'node:child_process'
import { isatty } from 'node:tty'
import { runPidName } from '../vitest/in-main/follow-run.ts'
import type { Output, ProcessEnd, Signal, World } from './world.ts'

/** The world of this process: the only file of the command line that touches `process`. */
export function processWorld(): World {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout, 1),
    stderr: outputOf(process.stderr, 2),
    stdinIsTTY: isatty(0),
    nodePath: process.execPath,
    nodeVersion: process.version,
    platform: process.platform,
    now: () => new Date(),
    startNode: ({ args, cwd, env, stdout }) => {
      const ours = { ...process.env, [runPidName]: String(process.pid), ...env }
      const child = spawn(process.execPath, args, { cwd, env: ours, stdio: stdioOf[stdout] })
      return { pid: child.pid, ended: endOf(child), kill: (signal) => child.kill(signal) }
    },
    onSignal,
  }
}

function outputOf(stream: NodeJS.WriteStream, descriptor: number): Output {
  // `slo report | head` closes the pipe early: the reader has what it wanted, so that is no failure. Nor is a terminal that was closed.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  })
  return { isTTY: isatty(descriptor), columns: stream.columns, write: (text) => void stream.write(text) }
}

const stdioOf: Readonly<Record<'stdout' | 'stderr' | 'nowhere', StdioOptions>> = {
  stdout: 'inherit',
  stderr: ['inherit', 2, 'inherit'],
  nowhere: 'ignore',
}

function endOf(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }))
  })
}

function onSignal(signal: Signal, listener: () => void): () => void {
  process.on(signal, listener)
  return () => void process.off(signal, listener)
}

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { runCli } from '../../src/commands/run-cli.ts'
import type { NodeStart, Signal, World } from '../../src/commands/world.ts'
import type { ExitCode } from '../../src/model/run.ts'

/** What a command said, and how it ended. */
export interface Ended {
  readonly exitCode: ExitCode
  readonly stdout: string
  readonly stderr: string
}

export interface TestWorld extends World {
  /** What was written so far. */
  readonly said: { stdout: string; stderr: string }
  /** Sends a signal to whoever listens. */
  readonly send: (signal: Signal) => void
  /** How many listen to a signal. */
  readonly listeners: () => number
}

/** A fresh folder with these files, removed when the test ends. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'slo-cli-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** Gives a folder the packages of this repository. */
export function linkPackages(folder: string, names: readonly string[]): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  for (const name of names)
    symlinkSync(fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url)), join(folder, 'node_modules', name))
}

/** A world that records, without a terminal, whose processes are real. */
export function testWorld(cwd: string, changes: Partial<World> = {}): TestWorld {
  const said = { stdout: '', stderr: '' }
  const output = (stream: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 100,
    write: (text: string) => {
      said[stream] += text
    },
  })
  const listening = new Set<readonly [Signal, () => void]>()
  return {
    cwd,
    env: {},
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdinIsTTY: false,
    nodePath: process.execPath,
    nodeVersion: process.version,
    platform: process.platform,
    now: () => new Date(),
    startNode: (start) => startPiped(start, said),
    onSignal: (signal, listener) => {
      const entry = [signal, listener] as const
      listening.add(entry)
      return () => void listening.delete(entry)
    },
    said,
    send: (signal) => {
      for (const [wanted, listener] of listening) if (wanted === signal) listener()
    },
    listeners: () => listening.size,
    ...changes,
  }
}

/** Runs a command in a folder. */
export async function slo(cwd: string, args: readonly string[], changes: Partial<World> = {}): Promise<Ended> {
  const world = testWorld(cwd, changes)
  return { exitCode: await runCli(args, world), ...world.said }
}

function startPiped(
  { args, cwd, env, stdout }: NodeStart,
  said: { stdout: string; stderr: string },
): ReturnType<World['startNode']> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.on('data', (chunk) => {
    if (stdout !== 'nowhere') said[stdout] += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += String(chunk)
  })
  return {
    pid: child.pid,
    ended: new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }))
    }),
    kill: (signal) => void child.kill(signal),
  }
}

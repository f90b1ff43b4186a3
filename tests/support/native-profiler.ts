import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'

// Beside the installations of the package, which are removed when nobody has used them for a while.
const cache = join(tmpdir(), 'vitest-slo-consumers')

/** Path of node_modules with the native profiler, compiled for this Node. It takes half a minute, once as long as the folder is used. */
export async function nativeProfiler(): Promise<string> {
  const folder = join(cache, `v8-profiler-next-1.10.0-${process.version}`)
  if (!existsSync(folder)) await compile(folder)
  utimesSync(folder, new Date(), new Date())
  return join(folder, 'node_modules')
}

async function compile(folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(join(cache, 'draft-'))
  writeFileSync(join(draft, 'package.json'), '{}')
  const args = ['install', '--no-audit', '--no-fund', 'v8-profiler-next@1.10.0']
  const { exitCode, stderr } = await run({ cwd: draft, command: 'npm', args, timeout: 170_000 })
  if (exitCode !== 0) throw new Error(`the native profiler could not be compiled: ${stderr}`)
  try {
    renameSync(draft, folder)
  } catch {
    // Another run of the tests was first.
    rmSync(draft, { recursive: true, force: true })
  }
}

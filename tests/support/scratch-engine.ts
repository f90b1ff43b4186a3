import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run.ts'

/** An engine of its own, beside the one that tests share, which may be broken at will. */
export interface ScratchEngine {
  /** For DOCKER_HOST. */
  readonly url: string
  /** Of the engine itself. */
  readonly pid: number
}

const script = join(import.meta.dirname, 'engine/engine.sh')

/** Starts an engine, in a network of its own, with these images of the shared one; removes everything afterwards. */
export async function withScratchEngine(images: readonly string[], use: (engine: ScratchEngine) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-engine-'))
  const socket = join(folder, 'docker.sock')
  const own = { ENGINE_SOCKET: socket, ENGINE_STATE: join(folder, 'state'), ENGINE_DATA: join(folder, 'data'), ENGINE_ALONE: '1' }
  const env = { ...process.env, ...own }
  try {
    await demand(script, ['up'], env)
    const url = `unix://${socket}`
    await demand('sh', ['-c', `docker save ${images.join(' ')} | docker -H ${url} load`], env)
    await use({ url, pid: Number(readFileSync(join(folder, 'state/dockerd.pid'), 'utf8')) })
  } finally {
    await demand(script, ['down'], env)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function demand(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { exitCode, stdout, stderr } = await run({ command, args, cwd: '/', env, timeout: 120_000 })
  if (exitCode !== 0) throw new Error(`${command} ${args.join(' ')} ended with exit code ${exitCode}: ${stderr || stdout}`)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './run.ts'

/** A container of the image `local/hog:1`, which takes what it is asked to. */
export interface Hog {
  readonly id: string
  /** Its first process as this machine numbers it. */
  readonly pid: number
  /** One request; gives what it has used since its start, by its own account. */
  readonly ask: (path: string) => Promise<Truth>
  /** `docker exec` with these arguments; options first, then the command. */
  readonly exec: (...args: readonly string[]) => Promise<string>
  readonly remove: () => Promise<void>
}

/** Milliseconds and bytes. */
export interface Truth {
  readonly cpuTime: number
  readonly peak: number
}

/** Starts a hog and waits until it answers. `options` are those of `docker run`. */
export async function runHog(options: readonly string[]): Promise<Hog> {
  const id = (await docker('run', '-d', '-p', '127.0.0.1::8080', ...options, 'local/hog:1')).trim()
  const port = options.includes('host') ? '8080' : (await docker('port', id, '8080')).trim().split(':').at(-1)
  const ask = async (path: string): Promise<Truth> => {
    // A connection that the engine took while nobody listened behind it yet may never be answered.
    const signal = AbortSignal.timeout(path === '/' ? 2000 : 60_000)
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal })
    const body = await answer.text()
    return path.startsWith('/send') ? { cpuTime: 0, peak: 0 } : (JSON.parse(body) as Truth)
  }
  const hog: Hog = {
    id,
    pid: Number(await docker('inspect', '-f', '{{.State.Pid}}', id)),
    ask,
    exec: (...args) => {
      const command = args.findIndex((arg) => !arg.startsWith('-'))
      return docker('exec', ...args.slice(0, command), id, ...args.slice(command))
    },
    remove: async () => void (await docker('rm', '-f', id).catch(() => 'gone already')),
  }
  await answers(hog)
  return hog
}

async function answers(hog: Hog): Promise<void> {
  const giveUp = performance.now() + 30_000
  for (;;) {
    try {
      await hog.ask('/')
      return
    } catch (error) {
      if (performance.now() > giveUp) throw error
      await sleep(50)
    }
  }
}

async function docker(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run({ command: 'docker', args, cwd: '/' })
  if (exitCode !== 0) throw new Error(`docker ${args.join(' ')} ended with exit code ${exitCode}: ${stderr}`)
  return stdout
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { receiver } from './receiver.ts'

/** What two processes with the same news told, round by round: how many messages each says it sent, and the kinds that arrived. */
export async function twoJobs(
  store: string,
  rounds: number,
): Promise<{ readonly sent: readonly number[]; readonly told: readonly string[] }> {
  const { url, received } = await receiver(200)
  const jobs = [startJob('a', [store, url]), startJob('b', [store, url])]
  for (const job of jobs) await job.next()
  const sent: number[] = []
  for (let round = 1; round <= rounds; round++) {
    // Both at the same moment.
    for (const job of jobs) job.tell(String(round))
    const [a, b] = await Promise.all(jobs.map(async (job) => Number(await job.next())))
    sent.push((a as number) + (b as number))
  }
  for (const job of jobs) await job.end()
  return { sent, told: received.map(({ body }) => (JSON.parse(body) as { kind: string }).kind) }
}

interface Job {
  readonly next: () => Promise<string>
  readonly tell: (line: string) => void
  readonly end: () => Promise<void>
}

function startJob(name: string, args: readonly string[]): Job {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'one-job.mjs'), name, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    next: async () => {
      const { value, done } = await lines.next()
      if (done === true) throw new Error('the job ended')
      return value
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    end: async () => {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'close')
    },
  }
}

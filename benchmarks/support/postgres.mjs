// A PostgreSQL server of our own in a container, for as long as a benchmark runs.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import pg from 'pg'

const docker = (...args) => execFileSync('docker', args, { encoding: 'utf8' }).trim()

/** Its address, what ends it, and the processor time it has used so far in ms, NaN where this machine does not keep it. */
export async function startPostgres() {
  const env = ['POSTGRES_USER=slo', 'POSTGRES_DB=slo', 'POSTGRES_PASSWORD=slo'].flatMap((one) => ['--env', one])
  const container = docker('run', '--detach', ...env, '--publish', '127.0.0.1::5432', 'local/postgres:15')
  const stop = () => void docker('rm', '--force', '--volumes', container)
  process.once('exit', stop)
  const address = `postgres://slo:slo@127.0.0.1:${docker('port', container, '5432').split(':').at(-1)}/slo`
  const group = readFileSync(`/proc/${docker('inspect', '--format', '{{.State.Pid}}', container)}/cgroup`, 'utf8')
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((next) => setTimeout(next, 200))) {
    if (await answers(address)) {
      return {
        address,
        cpuTime: () => cpuTimeOf(group),
        stop: () => {
          process.off('exit', stop)
          stop()
        },
      }
    }
  }
  throw new Error('PostgreSQL did not answer in a minute')
}

async function answers(address) {
  const client = new pg.Client(address)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Of control groups of either version. */
function cpuTimeOf(groups) {
  const pathOf = (pattern) => pattern.exec(groups)?.[1] ?? ''
  const [old, unified] = [`/sys/fs/cgroup/cpuacct${pathOf(/cpuacct[^:]*:(.*)/)}/cpuacct.usage`, `/sys/fs/cgroup${pathOf(/^0::(.*)/m)}/cpu.stat`] // prettier-ignore
  if (existsSync(old)) return Number(readFileSync(old, 'utf8')) / 1e6
  return existsSync(unified) ? Number(/usage_usec (\d+)/.exec(readFileSync(unified, 'utf8'))?.[1]) / 1000 : Number.NaN
}

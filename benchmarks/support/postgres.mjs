// A PostgreSQL server of our own in a container, for as long as a benchmark runs.
import { execFileSync } from 'node:child_process'
import pg from 'pg'

const docker = (...args) => execFileSync('docker', args, { encoding: 'utf8' }).trim()

/** Its address, and what ends it. */
export async function startPostgres() {
  const env = ['POSTGRES_USER=slo', 'POSTGRES_DB=slo', 'POSTGRES_PASSWORD=slo'].flatMap((one) => ['--env', one])
  const container = docker('run', '--detach', ...env, '--publish', '127.0.0.1::5432', 'local/postgres:15')
  const stop = () => void docker('rm', '--force', '--volumes', container)
  process.once('exit', stop)
  const address = `postgres://slo:slo@127.0.0.1:${docker('port', container, '5432').split(':').at(-1)}/slo`
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((next) => setTimeout(next, 200))) {
    if (await answers(address)) {
      return {
        address,
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

import { execFileSync } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHistory } from '../../src/history/open-history.ts'
import { twoJobs } from '../alert/two-jobs.ts'
import { entry } from '../history/sample-history.ts'
import { behavesAsStore } from '../history/store-contract.ts'
import { describeDocker } from '../support/docker.ts'

const docker = (...args: readonly string[]): string => execFileSync('docker', args, { encoding: 'utf8' }).trim()
const seconds = 1000

// It must never be printed, where the address of the store is.
const password = 'not-to-be-shown'

describeDocker('a history on a PostgreSQL server', () => {
  let container = ''
  let server = ''
  let databases = 0

  beforeAll(async () => {
    const env = ['POSTGRES_USER=slo', 'POSTGRES_DB=slo', `POSTGRES_PASSWORD=${password}`].flatMap((one) => ['--env', one])
    container = docker('run', '--detach', ...env, '--publish', '127.0.0.1::5432', 'local/postgres:15')
    const port = docker('port', container, '5432').split(':').at(-1)
    server = `postgres://slo:${password}@127.0.0.1:${port}`
    for (const end = Date.now() + 60 * seconds; Date.now() < end; await new Promise((next) => setTimeout(next, 200)))
      if (await answers(`${server}/slo`)) return
    throw new Error('PostgreSQL did not answer in a minute')
  })
  afterAll(() => docker('rm', '--force', '--volumes', container))

  /** An empty database. */
  async function database(): Promise<string> {
    const name = `history_${(databases += 1)}`
    await query(`${server}/slo`, `create database ${name}`)
    return `${server}/${name}`
  }

  describe('does what every store does', () => {
    behavesAsStore(async (again) => openHistory(again === undefined ? await database() : withPassword(again.place), '.'))
  })

  test('tables are made once, however many connect at the same moment, and runs of all are kept', async () => {
    const address = await database()
    const stores = await Promise.all([1, 2, 3, 4].map(() => openHistory(address, '.')))
    await Promise.all(stores.map((store, which) => store.append(entry(which))))
    expect(await stores[0]?.list()).toHaveLength(4)
    // What belongs to a run that is forgotten goes with it, although no constraint sees to that.
    const [newest] = (await stores[0]?.list({ limit: 1 })) ?? []
    expect(await stores[0]?.forget([newest?.id ?? ''])).toBe(1)
    const orphans = 'select from slo_points where run not in (select number from slo_runs)'
    await query(address, `do $$ begin if exists (${orphans}) then raise exception 'points of no run'; end if; end $$`)
    for (const store of stores) await store.close()
  })

  test('two processes with the same news tell each once', { timeout: 120_000 }, async () => {
    const { sent, told } = await twoJobs(await database(), 20)
    expect(sent).toEqual(Array.from({ length: 20 }, () => 1))
    expect(told).toEqual(Array.from({ length: 10 }, () => ['new', 'resolved']).flat())
  })

  test('of the first layout is read, and gets what it lacks', async () => {
    const address = await database()
    const written = await openHistory(address, '.')
    await written.append(entry(1))
    await written.close()
    await query(
      address,
      'drop table slo_marks; alter table slo_verdicts drop column good, drop column total; update slo_layout set number = 1',
    )
    const store = await openHistory(address, '.')
    expect([(await store.list()).length, await store.marks()]).toEqual([1, []])
    await store.close()
  })

  test('of a newer version is refused; no message holds the password', async () => {
    const address = await database()
    await (await openHistory(address, '.')).close()
    await query(address, 'update slo_layout set number = 99')
    const newer = await refusal(address)
    expect(newer).toMatch(/^history postgres:\/\/slo@127\.0\.0\.1:\d+\/history_\d+ was written by a newer vitest-slo \(layout 99/)
    const wrong = address.replace(password, `${password}-2`)
    const refused = await refusal(wrong)
    expect(refused).toMatch(/does not answer: password authentication failed/)
    expect(newer + refused).not.toContain(password)
  })

  function withPassword(place: string): string {
    return place.replace('@', `:${password}@`)
  }
})

test('a server that is not there is named, with what to do', async () => {
  const refused = openHistory('postgres://me:secret@127.0.0.1:1/slo', '.')
  await expect(refused).rejects.toThrow(/^history postgres:\/\/me@127\.0\.0\.1:1\/slo does not answer: .*Is the server up/)
})

async function refusal(address: string): Promise<string> {
  return await openHistory(address, '.').then(
    () => 'opened',
    (error: Error) => error.message,
  )
}

async function answers(address: string): Promise<boolean> {
  return await query(address, 'select 1').then(
    () => true,
    () => false,
  )
}

async function query(address: string, sql: string): Promise<void> {
  const client = new pg.Client(address)
  client.on('error', () => undefined)
  await client.connect()
  await client.query(sql)
  await client.end()
}

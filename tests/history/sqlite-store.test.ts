import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/history/sqlite/driver.ts'
import { openHistory } from '../../src/history/open-history.ts'
import { readPast } from '../../src/history/read-past.ts'
import { noPast } from '../../src/model/past.ts'
import { behavesAsStore } from './store-contract.ts'
import { entry } from './sample-history.ts'

const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-history-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0

describe('a history in a file', () => {
  behavesAsStore((again) => openHistory(`file:${again?.place ?? `deep/er/${files++}.db`}`, folder))

  test('two at once write into one file, and nothing is lost', async () => {
    const stores = await Promise.all([0, 1].map(() => openHistory('file:shared.db', folder)))
    await Promise.all(
      stores.flatMap((store, which) => Array.from({ length: 20 }, (_, run) => store.append(entry(which * 100 + run)))),
    )
    expect(await stores[0]?.list()).toHaveLength(40)
    for (const store of stores) await store.close()
  })
})

describe('what can happen to the file', () => {
  test('two processes make it at the same moment, and neither is refused', { timeout: 60_000 }, async () => {
    const begin = String(Date.now() + 3000)
    const together = mkdtempSync(join(folder, 'together-'))
    const openers = [0, 1].map(() =>
      spawn(process.execPath, [join(import.meta.dirname, 'eager-opener.mjs'), together, '100', begin], { stdio: 'inherit' }),
    )
    const codes = await Promise.all(openers.map((child) => new Promise((resolve) => child.once('close', resolve))))
    expect(codes).toEqual([0, 0])
  })

  test('one of the first layout is read, and gets what it lacks', async () => {
    const file = join(folder, 'older.db')
    const written = await openHistory(`file:${file}`, '.')
    await written.append(entry(1))
    await written.close()
    const verdictsToo = 'alter table verdicts drop column good; alter table verdicts drop column total'
    alter(file, `drop table marks; ${verdictsToo}; pragma user_version = 1`)
    const store = await openHistory(`file:${file}`, '.')
    expect([(await store.list()).length, await store.marks()]).toEqual([1, []])
    expect((await store.verdicts(['run-1'])).get('run-1')).toContainEqual({ slo: 'first-build', status: 'met', measured: 1 })
    expect(await store.mark({ kind: 'baseline', key: 'a', text: '1' })).toBe(true)
    await store.close()
  })

  test('a writer that is killed in the middle of a run leaves the runs before it whole', async () => {
    const file = join(folder, 'killed.db')
    const child = spawn(process.execPath, [join(import.meta.dirname, 'endless-writer.mjs'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let written = -1
    child.stdout.on('data', (chunk: Buffer) => {
      written = Number(chunk.toString().trim().split('\n').at(-1))
      if (written >= 3) child.kill('SIGKILL')
    })
    await new Promise((resolve) => child.once('close', resolve))
    const store = await openHistory(`file:${file}`, '.')
    const runs = await store.list()
    expect(runs.length).toBeGreaterThanOrEqual(4)
    for (const { id } of runs) {
      expect(await store.values([id])).toHaveLength(5000)
      expect(await store.report(id)).toBeDefined()
    }
    expect(await store.append(entry(999_999))).toBe(true)
    await store.close()
  })

  test.each([
    [
      'of a newer version',
      (file: string) => alter(file, 'pragma user_version = 99'),
      'was written by a newer vitest-slo (layout 99; this version reads 3)',
    ],
    [
      'that is no database',
      (file: string) => writeFileSync(file, 'text '.repeat(1000)),
      'could not be opened: file is not a database',
    ],
  ])('one %s is refused, and left as it is', async (name, spoil, reason) => {
    const file = join(folder, `${name}.db`)
    await (await openHistory(`file:${file}`, '.')).close()
    spoil(file)
    const before = readFileSync(file)
    await expect(openHistory(`file:${file}`, '.')).rejects.toThrow(reason)
    expect(readFileSync(file)).toEqual(before)
  })
})

function alter(file: string, sql: string): void {
  const database = openDatabase(file)
  database.exec(sql)
  database.close()
}

describe('the past of a run', () => {
  const request = { wanted: () => true, limit: 60 }

  test('of a file that is not there is empty, and makes none', async () => {
    expect(await readPast({ store: 'file:none.db', root: folder }, request)).toEqual(noPast)
    expect(existsSync(join(folder, 'none.db'))).toBe(false)
  })

  test('is read from the file', async () => {
    const store = await openHistory('file:past.db', folder)
    await store.append(entry(1))
    await store.close()
    const past = await readPast({ store: 'file:past.db', root: folder }, request)
    expect([past.runs.length, past.series.length, past.unread]).toEqual([1, 1, undefined])
  })

  test('that cannot be read says why', async () => {
    writeFileSync(join(folder, 'broken.db'), 'text '.repeat(1000))
    const past = await readPast({ store: 'file:broken.db', root: folder }, request)
    expect(past).toEqual({ ...noPast, unread: expect.stringMatching(/^history broken\.db could not be opened/) })
  })
})

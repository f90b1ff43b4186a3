import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/history/sqlite/driver.ts'
import { openHistory } from '../../src/history/open-history.ts'
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
      'was written by a newer vitest-slo (layout 99; this version reads 1)',
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

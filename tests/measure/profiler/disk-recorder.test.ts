import fs, { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startDisk } from '../../../src/measure/profiler/disk-recorder.ts'
import type { Traffic } from '../../../src/model/profile.ts'

const folder = mkdtempSync(join(tmpdir(), 'slo-disk-'))
afterAll(() => rmSync(folder, { recursive: true }))

const data = Buffer.alloc(100_000, 1)
const file = (name: string): string => join(folder, name)

/** Name, operations, bytes read and written of what moved while something was done. */
async function moved(work: () => unknown): Promise<unknown[]> {
  const { stop, source } = startDisk()
  await work()
  expect(source).toBe('functions of node:fs')
  const list = stop() as Traffic[]
  for (const { time } of list) expect(time).toBeGreaterThanOrEqual(0)
  return list
    .filter(({ name }) => name.startsWith(folder))
    .map(({ name, operations, read, written }) => [name.slice(folder.length + 1), operations, read, written])
}

// Node's own functions call each other: no byte may be counted twice.
test.each([
  ['sync', () => fs.writeFileSync(file('sync'), data)],
  ['appended', () => fs.appendFileSync(file('appended'), data)],
  ['text', () => fs.writeFileSync(file('text'), 'é'.repeat(50_000))],
  ['callback', () => new Promise((done) => fs.writeFile(file('callback'), data, done))],
  ['promise', () => fs.promises.writeFile(file('promise'), data)],
])('what is written at once, %s', async (name, write) => {
  expect(await moved(write)).toEqual([[name, 1, 0, 100_000]])
})

test('what is read at once, and what is copied', async () => {
  fs.writeFileSync(file('there'), data)
  const read = async () => {
    fs.readFileSync(file('there'))
    await fs.promises.readFile(file('there'))
    await new Promise((done) => fs.readFile(file('there'), done))
  }
  expect(await moved(read)).toEqual([['there', 3, 300_000, 0]])
  expect((await moved(() => fs.copyFileSync(file('there'), file('copy'))))[0]).toMatchObject([expect.any(String), 1, 0, 100_000])
})

test('descriptors and handles are known by the path they were opened with', async () => {
  const piecewise = async () => {
    const fd = fs.openSync(file('pieces'), 'w')
    for (let piece = 0; piece < 4; piece++) fs.writeSync(fd, data)
    fs.closeSync(fd)
    const handle = await fs.promises.open(file('handle'), 'w')
    await handle.write(data)
    await handle.writeFile(data)
    await handle.close()
  }
  expect(await moved(piecewise)).toEqual([
    ['pieces', 4, 0, 400_000],
    ['handle', 2, 0, 200_000],
  ])
})

test('what a callback does is counted too, and nothing once it has stopped', async () => {
  const chained = () =>
    new Promise((done) =>
      fs.writeFile(file('first'), data, () => {
        fs.writeFileSync(file('second'), data)
        done(undefined)
      }),
    )
  expect(await moved(chained)).toEqual([
    ['first', 1, 0, 100_000],
    ['second', 1, 0, 100_000],
  ])
  fs.writeFileSync(file('after'), data)
  expect(await moved(() => undefined)).toEqual([])
})

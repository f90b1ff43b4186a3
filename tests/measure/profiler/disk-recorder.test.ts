import fs, { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startDisk } from '../../../src/measure/profiler/disk-recorder.ts'
import type { RecordedTraffic } from '../../../src/model/profile.ts'

const folder = mkdtempSync(join(tmpdir(), 'slo-disk-'))
afterAll(() => rmSync(folder, { recursive: true }))

const data = Buffer.alloc(100_000, 1)
const file = (name: string): string => join(folder, name)

/** Name, operations, bytes read and written of what moved while something was done. */
async function moved(work: () => unknown): Promise<unknown[]> {
  return (await recorded(work)).map(({ name, operations, read, written }) => [name, operations, read, written])
}

async function recorded(work: () => unknown): Promise<RecordedTraffic[]> {
  const { stop, source } = startDisk()
  await work()
  expect(source).toBe('functions of node:fs')
  const list = stop() as RecordedTraffic[]
  for (const { time } of list) expect(time).toBeGreaterThanOrEqual(0)
  const ours = list.filter(({ name }) => name.startsWith(folder))
  return ours.map(({ name, ...rest }) => ({ ...rest, name: name.slice(folder.length + 1) }))
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
  // Each was opened by a line of its own.
  expect(await moved(read)).toEqual(Array.from({ length: 3 }, () => ['there', 1, 100_000, 0]))
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

describe('who opened a file', () => {
  async function piecewise(): Promise<void> {
    const fd = fs.openSync(file('opened'), 'w')
    later(fd)
    fs.closeSync(fd)
  }
  const later = (fd: number): void => void fs.writeSync(fd, data)

  async function writes(): Promise<void> {
    await fs.promises.writeFile(file('opened'), data)
  }
  async function afterAWait(): Promise<void> {
    await new Promise((done) => setTimeout(done, 1))
    fs.writeFileSync(file('opened'), data)
  }
  async function holds(): Promise<void> {
    const handle = await fs.promises.open(file('opened'), 'w')
    await handle.write(data)
    await handle.close()
  }
  const callback = (): Promise<void> =>
    new Promise(function calls(done) {
      fs.open(file('opened'), 'w', (_, fd) => fs.write(fd, data, () => fs.close(fd, () => done())))
    })
  const streams = (): Promise<void> =>
    new Promise(function pours(done) {
      fs.createWriteStream(file('opened')).on('close', done).end(data)
    })

  test.each([
    [piecewise, 'piecewise'],
    [writes, 'writes'],
    [afterAWait, 'afterAWait'],
    [holds, 'holds'],
    [callback, 'calls'],
    [streams, 'pours'],
  ] as const)('is on the stack, %s', async (work, name) => {
    const list = await recorded(work)
    expect(list.map(({ stack }) => stack?.[0])).toEqual([
      {
        functionName: name,
        url: expect.stringMatching(/^file:.*disk-recorder\.test\.ts$/) as string,
        lineNumber: expect.any(Number) as number,
        columnNumber: expect.any(Number) as number,
      },
    ])
    expect(list[0]?.written).toBe(100_000)
  })

  test('the lines of one function are told apart, the same line in a loop is one', async () => {
    const list = await recorded(() => {
      for (let at = 0; at < 5; at++) fs.appendFileSync(file('lines'), data)
      fs.appendFileSync(file('lines'), data)
    })
    expect(list.map(({ operations }) => operations)).toEqual([5, 1])
    const [one, other] = list.map(({ stack }) => stack?.[0]?.lineNumber ?? 0)
    expect(other! - one!).toBe(1)
  })

  test('leaves how stacks are written as it was', async () => {
    const settings = (): unknown[] => [Reflect.get(Error, 'prepareStackTrace'), Error.stackTraceLimit]
    const before = settings()
    await recorded(() => fs.writeFileSync(file('opened'), data))
    expect(settings()).toEqual(before)
  })

  test('what somebody else put in the place of a function stays', () => {
    const own = fs.writeFileSync
    const { stop } = startDisk()
    const theirs = Object.assign(() => undefined, {})
    fs.writeFileSync = theirs
    stop()
    expect(fs.writeFileSync).toBe(theirs)
    fs.writeFileSync = own
  })
})

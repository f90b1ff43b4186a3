import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { RunSampler } from '../../../src/measure/in-main/run-sampler.ts'
import { RunningNoteFile } from '../../../src/measure/in-worker/running-note.ts'
import { leaveEndNote, takeEndNote } from '../../../src/measure/process/end-notes.ts'
import { killBranch } from '../../../src/measure/process/kill-branch.ts'
import { killNewChildren, ownChildren } from '../../../src/measure/process/own-children.ts'
import type { RunLimitHit } from '../../../src/measure/process/run-limits.ts'
import { readRunningNotes, systemTime } from '../../../src/measure/process/running-notes.ts'
import { Sampler } from '../../../src/measure/process/sampler.ts'
import { TestTimes } from '../../../src/measure/process/test-times.ts'
import type { TestTimeHit } from '../../../src/measure/process/test-times.ts'
import type { Limit, LimitAction } from '../../../src/model/limit.ts'
import { survivors, survivorsAfter } from '../../support/survivors.ts'

const folder = mkdtempSync(join(tmpdir(), 'slo-limits-'))
const blocked = join(folder, 'a-file')
writeFileSync(blocked, '')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let last = 0
const marker = (): string => `${30_000 + (process.pid % 10_000)}.${++last}`

const limit = (name: Limit['name'], max: number, onExceed: LimitAction = 'kill'): Limit => ({
  name,
  max,
  written: String(max),
  onExceed,
  sustained: 0,
})

describe('kill', () => {
  test('ends a process with its descendants, and with what is in a session of its own', async () => {
    const name = marker()
    const child = spawn('sh', ['-c', `sleep ${name} & setsid sh -c 'sleep ${name}; true' & sleep ${name}; true`])
    await reach(() => survivors(name).length >= 4)
    const killed = killBranch(child.pid as number)
    expect(killed.length).toBeGreaterThanOrEqual(4)
    expect(await survivorsAfter(1000, name)).toEqual([])
  })

  test('children of before are left alone', async () => {
    const [old, fresh] = [marker(), marker()]
    const kept = spawn('sleep', [old])
    const before = ownChildren()
    expect(before).toContain(kept.pid)
    spawn('sleep', [fresh])
    expect(killNewChildren(before)).toBe(1)
    expect(await survivorsAfter(1000, fresh)).toEqual([])
    expect(survivors(old)).toHaveLength(1)
    kept.kill()
  })
})

describe('notes', () => {
  test('say which tests run, and go with their worker', () => {
    const place = join(folder, 'notes')
    const file = new RunningNoteFile(place, 'a.test.ts')
    expect(readRunningNotes(place)).toEqual([{ pid: process.pid, notes: [{ name: 'a.test.ts' }] }])
    const [one, other] = [{}, {}]
    file.begin(one, { name: 'a test with a long name', isTimed: true })
    file.begin(other, { name: 'b', isTimed: false })
    const notes = readRunningNotes(place)[0]?.notes ?? []
    expect(notes).toEqual([{ name: 'a.test.ts > a test with a long name', began: expect.any(Number) }, { name: 'a.test.ts > b' }])
    expect(Math.abs(systemTime() - (notes[0]?.began as number))).toBeLessThan(60_000)
    file.end(one)
    expect(readRunningNotes(place)[0]?.notes).toEqual([{ name: 'a.test.ts > b' }])
    file.end(other)
    file.close()
    file.end(other)
    expect(readRunningNotes(place)).toEqual([])
    expect(readRunningNotes(join(folder, 'absent'))).toEqual([])
  })

  test('where nothing can be written, nothing is', () => {
    const file = new RunningNoteFile(join(blocked, 'absent'), 'a.test.ts')
    file.begin({}, { name: 'a', isTimed: true })
    file.close()
    leaveEndNote(join(blocked, 'absent'), 1, 'why')
    expect(takeEndNote(join(blocked, 'absent'), 1)).toBeUndefined()
  })

  test('why a process was ended is read once', () => {
    leaveEndNote(folder, 41, 'memory')
    expect([takeEndNote(folder, 41), takeEndNote(folder, 41)]).toEqual(['memory', undefined])
  })
})

describe('tests that never come to themselves', () => {
  const past = systemTime() - 10_000
  const hits = (onExceed: LimitAction, looks: number, max = 1000) => {
    const told: TestTimeHit[] = []
    const notes = () => [{ pid: 1, notes: [{ name: 'a.test.ts > a', began: past }, { name: 'b.test.ts' }] }]
    const times = new TestTimes({ limit: limit('testTime', max, onExceed), root: 1, notes, onExceed: (hit) => told.push(hit) })
    for (let i = 0; i < looks; i++) times.look(i * 150)
    return told
  }

  test('are told of once; a thread cannot be ended', () => {
    expect(hits('fail', 9)).toMatchObject([{ test: 'a.test.ts > a', done: undefined }])
    expect(hits('kill', 9)).toMatchObject([{ done: expect.stringContaining('cannot be ended') }])
    expect(hits('fail', 9, 9500)).toEqual([])
  })

  test('nobody looks where test time is not limited', () => {
    const notes = (): never => expect.unreachable('it looked')
    new TestTimes({ limit: undefined, root: 1, notes, onExceed: notes }).look(0)
  })
})

test('a child of this process that grows too large is ended by the thread while the main thread stands still', async () => {
  const name = marker()
  const own = process.memoryUsage.rss()
  const told: RunLimitHit[] = []
  const run = new RunSampler(10_000, { limits: [limit('memory', own + 400e6), limit('containers', 1)], notes: folder })
  run.start((hit) => told.push(hit))
  const grow = `const held = []; setInterval(() => held.length < 40 && held.push(Buffer.alloc(32e6, 1)), 1); // ${name}`
  const child = spawn(process.execPath, ['-e', grow])
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  const end = performance.now() + 20_000
  // Nothing of ours runs on this thread meanwhile.
  while (performance.now() < end && isThere(child.pid as number)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
  expect(await ended).toBe('SIGKILL')
  const { hits, unknown } = run.limits()
  expect(hits[0]).toMatchObject({ limit: { name: 'memory' }, done: 'killed', culprit: expect.stringContaining('const held') })
  expect(unknown).toEqual([])
  await reach(() => told.length > 0)
  expect(told).toEqual(hits)
  run.stop()
  expect(run.limits().unknown.map(({ name: one }) => one)).toEqual(['memory', 'containers'])
  expect(survivors(name)).toEqual([])
})

test('a command that writes more than it may is ended, and its sample knows why', async () => {
  const sampler = new Sampler()
  const request = {
    run: `dd if=/dev/zero of=${folder}/big bs=1M count=64 conv=fsync; sleep 60`,
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    marker: `limits.${process.pid}.`,
    markers: `limits.${process.pid}.`,
    timeout: 60_000,
    interval: 1000,
  }
  const { end, limits = [], left } = await sampler.execute({ ...request, limits: [limit('disk', 16e6)] })
  // Where the folder is in memory nothing is ever written to storage, and the command sleeps on: it is a disk here.
  expect(end).toEqual({ kind: 'limited' })
  expect(limits).toMatchObject([{ limit: { name: 'disk' }, done: 'killed with its whole command' }])
  expect(limits[0]?.measured).toBeGreaterThan(16e6)
  expect(left).toEqual([])
  await sampler.stop()
})

/** False for what has ended and was not waited for yet. */
function isThere(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}

async function reach(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await sleep(25)
  expect(condition()).toBe(true)
}

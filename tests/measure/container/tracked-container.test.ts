import { describe, expect, test } from 'vitest'
import type { ContainerReading } from '../../../src/measure/container/container-cgroup.ts'
import { containerFigures } from '../../../src/measure/container/container-figures.ts'
import { parseEngineTime } from '../../../src/measure/container/engine-time.ts'
import { failedStart } from '../../../src/measure/container/failed-start.ts'
import { Pulls } from '../../../src/measure/container/pulls.ts'
import { takeEvent } from '../../../src/measure/container/take-event.ts'
import { takeFact } from '../../../src/measure/container/take-fact.ts'
import { TrackedContainer } from '../../../src/measure/container/tracked-container.ts'

const id = 'a'.repeat(64)
const engine = { socketPath: '/var/run/docker.sock' }

function started(): TrackedContainer {
  const container = new TrackedContainer(id)
  takeEvent(container, { Action: 'create', Actor: { ID: id, Attributes: { image: 'redis:7' } } }, 1000)
  takeFact(container, { kind: 'start', id, at: 1040, engine })
  takeEvent(container, { Action: 'start' }, 1200)
  return container
}

const reading = (values: Partial<ContainerReading>): ContainerReading => values as ContainerReading
const around = { cores: 2, at: 5000 }

describe('startup', () => {
  test('is the sum of its parts', () => {
    const container = started()
    container.pulled = 500
    takeFact(container, { kind: 'ready', id, at: 1700 })
    const { startup, pullTime, createTime, startTime, readyTime } = containerFigures(container, around)
    expect([startup, pullTime, createTime, startTime, readyTime].map((one) => one !== undefined && 'value' in one && one.value))
      .toEqual([1200, 500, 40, 160, 500]) // prettier-ignore
  })

  test('is unknown where nobody told that it was ready, and not there for one that was there before', () => {
    expect(containerFigures(started(), around).startup).toMatchObject({
      missing: expect.stringContaining('nothing told') as string,
    })
    const before = new TrackedContainer(id)
    takeFact(before, { kind: 'ready', id, at: 1700 })
    expect(containerFigures(before, around).startup).toBeUndefined()
  })

  test('of one of compose begins with its creation, which nobody here asked for', () => {
    const container = new TrackedContainer(id)
    const Labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' }
    takeFact(container, { kind: 'wait', id, at: 1300, by: { file: 'a.test.ts', test: 'orders' } })
    expect(container).toMatchObject({ isAwaited: true, by: { test: 'orders' } })
    const State = { StartedAt: '1970-01-01T00:00:01.200Z' }
    container.learn({ Id: id, Created: '1970-01-01T00:00:01Z', State, Config: { Image: 'redis:7', Labels } }, 0)
    container.askedAt = container.createdAt
    takeFact(container, { kind: 'ready', id, at: 1700 })
    const { startup, createTime, startTime } = containerFigures(container, around)
    expect([startup, createTime, startTime]).toMatchObject([{ value: 700 }, { missing: expect.any(String) }, { value: 200 }])
  })

  test.each([
    ['redis:7', undefined],
    ['shop_db', 'db'],
    ['shop-db', 'db'],
    ['shopper', undefined],
  ])('the image %s of a compose project is known as %s', (Image, name) => {
    const container = new TrackedContainer(id)
    const Labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'db' }
    container.learn({ Id: id, Config: { Image, Labels } }, 0)
    expect(container.name).toBe(name)
  })

  test.each([
    [{ code: '3', oom: false }, 'it ended with exit code 3 before it was ready; its last words: no config'],
    [{ code: '137', oom: false }, 'it was not ready in time: too late; its last words: no config'],
    [{ code: '137', oom: true }, 'it was killed out of memory before it was ready; its last words: no config'],
  ])('that failed says why: %o', ({ code, oom }, reason) => {
    const container = started()
    if (oom) takeEvent(container, { Action: 'oom' }, 1300)
    takeEvent(container, { Action: 'die', Actor: { Attributes: { exitCode: code } } }, 1400)
    container.lastWords = 'no config'
    takeFact(container, { kind: 'ready', id, at: 1500, error: 'too late' })
    expect(failedStart(container)).toBe(reason)
    expect(containerFigures(container, around).startup).toBeUndefined()
  })

  test('that the engine refused says why', () => {
    const container = started()
    takeFact(container, { kind: 'refused', id, at: 1100, status: 500 })
    container.error = 'port is already allocated'
    expect(failedStart(container)).toBe('the engine could not start it: port is already allocated')
  })
})

test.each([
  ['testcontainers/ryuk:0.11.0', {}, true],
  ['hub.example.org/testcontainers/sshd:1.3.0', {}, true],
  ['local/ryuk:1', { 'org.testcontainers.ryuk': 'true' }, true],
  ['local/forwarder:1', { 'org.testcontainers.sshd': 'true' }, true],
  ['acme/sshd:2', {}, false],
  ['local/ryuk:1', {}, false],
])('the image %s with the labels %j is one of testcontainers itself: %s', (Image, Labels, isHelper) => {
  const container = new TrackedContainer(id)
  container.learn({ Id: id, Config: { Image, Labels } }, 0)
  expect(container.isHelper).toBe(isHelper)
})

describe('use', () => {
  test('exit code 137 after a stop is no memory kill; an event is', () => {
    const container = started()
    takeFact(container, { kind: 'end', id, at: 2000 })
    takeEvent(container, { Action: 'die', Actor: { Attributes: { exitCode: '137' } } }, 2001)
    expect(containerFigures(container, around).oomKills).toMatchObject({ value: 0 })
    takeEvent(container, { Action: 'oom' }, 2002)
    expect(containerFigures(container, around).oomKills).toMatchObject({ value: 1 })
  })

  test('adds up over restarts, in whatever order readings come', () => {
    const container = started()
    container.method = 'cgroup'
    container.usage.add(1, reading({ cpuTime: 300, memoryPeak: 20, chargedPeak: 20 }))
    takeFact(container, { kind: 'end', id, at: 2000, reading: reading({ cpuTime: 250, memoryPeak: 30, chargedPeak: 30 }) })
    container.usage.addWhole(1, reading({ cpuTime: 300, memoryPeak: 20, chargedPeak: 20 }))
    takeEvent(container, { Action: 'die', Actor: { Attributes: { exitCode: '0' } } }, 2200)
    takeEvent(container, { Action: 'start' }, 3000)
    container.usage.add(2, reading({ cpuTime: 100, memoryPeak: 10, chargedPeak: 10 }))
    const { cpuTime, memory, restarts, cpu } = containerFigures(container, around)
    expect(cpuTime).toMatchObject({ value: 400, exact: true })
    expect(memory).toMatchObject({ value: 30, exact: true })
    expect(restarts).toMatchObject({ value: 1 })
    expect(cpu).toMatchObject({ value: 400 / (2 * (1000 + 2000)) })
  })

  test('is exact where every start was read after its last moment, and says so where one was not', () => {
    const container = started()
    container.method = 'cgroup'
    container.usage.add(1, reading({ cpuTime: 300, networkSent: 5 }))
    const die = (at: number) => takeEvent(container, { Action: 'die', Actor: { Attributes: { exitCode: '0' } } }, at)
    const told = () => {
      const { cpuTime, networkSent } = containerFigures(container, around) as Record<string, { exact: boolean; source: string }>
      return [cpuTime, networkSent].map((one) => [one?.exact, one?.source])
    }
    const all = 'counters of the control group'
    const most = `${all}, without its very last moments`
    expect(told()).toEqual([[true, all], [true, all]]) // prettier-ignore
    die(2000)
    expect(told()).toEqual([[false, most], [false, most]]) // prettier-ignore
    container.usage.addWhole(1, reading({ cpuTime: 310, networkSent: 5 }))
    expect(told()).toEqual([[true, all], [false, all]]) // prettier-ignore
    container.usage.addWhole(1, reading({ cpuTime: 310, networkSent: 6, networkWhole: true }))
    expect(told()).toEqual([[true, all], [true, all]]) // prettier-ignore
    takeEvent(container, { Action: 'start' }, 3000)
    container.usage.add(2, reading({ cpuTime: 100, networkSent: 5 }))
    die(3500)
    expect(told()).toEqual([[false, most], [false, most]]) // prettier-ignore
  })

  test('is unknown where one of several starts was over before it was read, and no sum leaves it out', () => {
    const container = started()
    container.usage.add(1, reading({ cpuTime: 300, memoryPeak: 20, networkSent: 5, oomKills: 1 }))
    const die = (at: number) => takeEvent(container, { Action: 'die', Actor: { Attributes: { exitCode: '1' } } }, at)
    die(2000)
    takeEvent(container, { Action: 'start' }, 2100)
    die(2200)
    const missing = { missing: '1 of its 2 starts ended before anything could be read of it' }
    expect(containerFigures(container, around)).toMatchObject({
      cpuTime: missing,
      cpu: missing,
      memory: missing,
      networkSent: missing,
      restarts: { value: 1 },
      oomKills: { value: 1 },
    })
    // Read, but not all of it: what is known of a part is no figure of the whole, except kills.
    container.usage.add(2, reading({ cpuTime: 50, memoryPeak: 10 }))
    expect(containerFigures(container, around)).toMatchObject({
      cpuTime: { value: 350 },
      memory: { value: 20 },
      networkSent: { missing: expect.any(String) as string },
      oomKills: { value: 1 },
    })
  })

  test('restarts are those that the engine counts, too: it may not have been heard of each', () => {
    const container = started()
    const restartsOf = (RestartCount?: number) => {
      container.learn({ Id: id, RestartCount }, 0)
      return containerFigures(container, around).restarts
    }
    expect(restartsOf(0)).toMatchObject({ value: 0 })
    expect(restartsOf(2)).toMatchObject({ value: 2 })
    const before = new TrackedContainer(id)
    before.learn({ Id: id, RestartCount: 7, State: { StartedAt: '2026-01-05T10:00:00Z' } }, 0)
    expect(containerFigures(before, around).restarts).toMatchObject({ value: 0 })
    before.learn({ Id: id, RestartCount: 8 }, 0)
    expect(containerFigures(before, around).restarts).toMatchObject({ value: 1 })
  })

  test('is not said to be exact of one that the engine no longer runs, though nobody told of its end', () => {
    const container = started()
    container.method = 'cgroup'
    container.usage.add(1, reading({ cpuTime: 300 }))
    expect(containerFigures(container, around).cpuTime).toMatchObject({ exact: true })
    container.learn({ Id: id, State: { Running: false } }, 0)
    expect(containerFigures(container, around).cpuTime).toMatchObject({ exact: false })
  })

  test('what was used before this run is left out', () => {
    const container = new TrackedContainer(id)
    container.usage.add(1, reading({ cpuTime: 1000 }))
    container.usage.startHere()
    container.usage.add(1, reading({ cpuTime: 1040 }))
    expect(container.usage.total()).toMatchObject({ cpuTime: 40 })
  })

  test('killed at its limit, it has used all of it; without a limit there is no share', () => {
    const container = started()
    container.usage.add(1, reading({ memoryPeak: 10, chargedPeak: 10, oomKills: 1 }))
    expect(containerFigures(container, around).memoryUsed).toEqual({ missing: 'it has no memory limit' })
    container.memoryLimit = 40
    expect(containerFigures(container, around)).toMatchObject({ memory: { value: 40 }, memoryUsed: { value: 1 } })
  })

  test('of one that was gone at once nothing is known, and nothing reads 0', () => {
    const container = started()
    container.removed = true
    const { memory, cpuTime, networkSent } = containerFigures(container, around)
    for (const figure of [memory, cpuTime, networkSent]) expect(figure).toHaveProperty('missing')
  })
})

test.each([
  ['2026-11-21T12:00:00.123456789Z', Date.UTC(2026, 10, 21, 12) + 123.456789],
  ['2026-11-21T13:00:00+01:00', Date.UTC(2026, 10, 21, 12)],
  ['0001-01-01T00:00:00Z', undefined],
  ['', undefined],
  [undefined, undefined],
])('the time %s of an engine', (text, time) => {
  expect(parseEngineTime(text)).toBe(time)
})

test('a fetched image counts for one container, the next that needs it', () => {
  const pulls = new Pulls()
  pulls.add({ kind: 'pull', image: 'docker.io/library/redis:7', at: 100, took: 50 })
  expect(pulls.take('redis:7', 120)).toBeUndefined()
  expect(pulls.take('postgres:16', 200)).toBeUndefined()
  expect(pulls.take('redis:7', 200)).toBe(50)
  expect(pulls.take('redis:7', 300)).toBeUndefined()
})

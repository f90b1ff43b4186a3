import { describe, expect, test } from 'vitest'
import { ContainerLimits } from '../../../src/measure/container/container-limits.ts'
import { startupSoFar } from '../../../src/measure/container/startup-so-far.ts'
import { tooMany } from '../../../src/measure/container/too-many.ts'
import { TrackedContainer } from '../../../src/measure/container/tracked-container.ts'
import { unlimited } from '../../../src/measure/container/unlimited.ts'
import type { Limit, LimitAction } from '../../../src/model/limit.ts'
import type { LimitHit } from '../../../src/model/limit-hit.ts'

const limit = (name: Limit['name'], max: number, onExceed: LimitAction = 'kill'): Limit => ({
  name,
  max,
  written: String(max),
  onExceed,
  sustained: 0,
})

let last = 0
function container(more: Partial<TrackedContainer> = {}): TrackedContainer {
  const id = String(++last).padStart(64, '0')
  const by = { file: 'a.test.ts', test: 'works' }
  return Object.assign(new TrackedContainer(id), { image: 'redis:7', askedAt: 1, createdAt: 0, starts: [2], by }, more)
}

async function crossed(limits: readonly Limit[], containers: readonly TrackedContainer[], refusal?: string) {
  const [killed, told]: [string[], LimitHit[]] = [[], []]
  const kill = async (id: string): Promise<void> => {
    if (refusal !== undefined) throw new Error(refusal)
    killed.push(id)
  }
  const enforced = new ContainerLimits({ limits, kill, tell: (hit) => void told.push(hit) })
  enforced.look(containers)
  enforced.look(containers)
  await enforced.settled()
  expect(told).toEqual(enforced.hits)
  return { killed, told }
}

describe('how many live together', () => {
  const lived = (starts: number[], deaths: number[] = [], more = {}) => ({ starts, deaths, removed: false, ...more })

  test('counts those alive at each start', () => {
    const [one, two, three] = [lived([0], [10]), lived([5], [20]), lived([12])]
    expect(tooMany([three, one, two], 1)).toEqual([
      { container: two, count: 2 },
      { container: three, count: 2 },
    ])
    expect(tooMany([one, two, three], 2)).toEqual([])
  })

  test('one that ends at the moment another starts is gone, and so is one that is removed without a word', () => {
    expect(tooMany([lived([0], [5]), lived([5])], 1)).toEqual([])
    expect(tooMany([lived([0], [], { removed: true, endedAt: 4 }), lived([5])], 1)).toEqual([])
    expect(tooMany([lived([0], [], { removed: true }), lived([5])], 1)).toEqual([])
  })

  test('a second start counts again', () => {
    const again = lived([0, 6], [3])
    expect(tooMany([again, lived([5])], 1)).toEqual([{ container: again, count: 2 }])
  })
})

describe('startup', () => {
  test('runs from the creation, with the fetching of the image, until it is ready', () => {
    expect(startupSoFar(container({ createdAt: 100, readyAt: 350, pulled: 40 }), 9000)).toBe(290)
  })

  test('goes on while somebody waits, and only then', () => {
    expect(startupSoFar(container({ isAwaited: true }), 500)).toBe(500)
    for (const over of [
      {},
      { isAwaited: true, failure: 'no' },
      { isAwaited: true, endedAt: 4 },
      { isAwaited: true, deaths: [3] },
    ])
      expect(startupSoFar(container(over), 500)).toBeUndefined()
    expect(startupSoFar(container({ askedAt: undefined, readyAt: 7 }), 500)).toBeUndefined()
  })
})

describe('limits of containers', () => {
  test('the newest of too many is ended by its id, once', async () => {
    const [one, two] = [container(), container({ starts: [3] })]
    const { killed, told } = await crossed([limit('containers', 1)], [one, two])
    expect(killed).toEqual([two.id])
    expect(told).toMatchObject([{ limit: 'containers', measured: 2, subject: { kind: 'run' }, done: 'killed' }])
    expect(told[0]?.culprit).toBe(`${two.id.slice(0, 12)} (redis:7), started by a.test.ts > works`)
  })

  test('helpers of testcontainers and what is kept are not counted', async () => {
    const helper = container({ labels: { 'org.testcontainers.ryuk': 'true' } })
    const kept = container({ labels: { 'org.testcontainers.container-hash': 'x' } })
    expect((await crossed([limit('containers', 1)], [helper, kept, container()])).told).toEqual([])
  })

  test('memory is judged by the peak of the kernel, disk by all that was written', async () => {
    const one = container({ name: 'db' })
    one.usage.add(1, { memory: 10, memoryPeak: 300, diskWrite: 80 })
    const { killed, told } = await crossed([limit('memory', 200), limit('disk', 100), limit('processes', 3, 'fail')], [one])
    expect(told).toMatchObject([{ limit: 'memory', measured: 300, subject: { kind: 'container', name: 'db' } }])
    expect(killed).toEqual([one.id])
  })

  test('what its interfaces carry in a second is its own, sent and received', async () => {
    const [one, quiet] = [container({ name: 'db' }), container({ name: 'idle' })]
    const told: LimitHit[] = []
    const limits = new ContainerLimits({ limits: [{ ...limit('network', 1e6, 'fail'), sustained: 1 }], kill: async () => undefined, tell: (hit) => void told.push(hit) }) // prettier-ignore
    for (const [sent, received] of [
      [0, 0],
      [4e9, 5e9],
    ]) {
      one.usage.add(1, { networkSent: sent, networkReceived: received })
      quiet.usage.add(1, { networkSent: 1, networkReceived: 1 })
      limits.look([one, quiet])
      await new Promise((done) => setTimeout(done, 20))
    }
    await limits.settled()
    expect(told).toMatchObject([{ limit: 'network', subject: { kind: 'container', name: 'db' } }])
    expect(told[0]?.culprit).toMatch(/\(redis:7\), started by a\.test\.ts > works$/)
  })

  test('of one that was there before, only what it holds now counts, and it is never ended', async () => {
    const one = container({ askedAt: undefined, memoryNow: 10 })
    one.usage.add(1, { memory: 10, memoryPeak: 300 })
    expect((await crossed([limit('memory', 200)], [one])).told).toEqual([])
    one.memoryNow = 250
    const { killed, told } = await crossed([limit('memory', 200)], [one])
    expect(killed).toEqual([])
    expect(told[0]?.done).toMatch(/not of this run alone/)
  })

  test('says what could not be ended', async () => {
    expect((await crossed([limit('containers', 0)], [container()], 'no such container')).told[0]?.done).toBe('which could not be ended: no such container') // prettier-ignore
    expect((await crossed([limit('containers', 0)], [container({ deaths: [9] })])).told[0]?.done).toBe('which has ended already')
    expect((await crossed([limit('containers', 0, 'warn')], [container()])).told[0]?.done).toBeUndefined()
  })

  test('what ended in an earlier run is forgotten', () => {
    const [over, running] = [container({ deaths: [9] }), container()]
    const limits = new ContainerLimits({ limits: [], kill: async () => undefined, tell: () => undefined }, [over, running])
    expect(limits.limited([over, running])).toEqual([running])
  })

  test('what nobody knew is told to be not enforced', () => {
    const limits = [limit('containers', 1), limit('memory', 1), limit('containerStartup', 1), limit('testTime', 1)]
    const unseen = container({ starts: [] })
    expect(unlimited(limits, [unseen]).map(({ limit: name, reason }) => `${name}: ${reason}`)).toEqual([
      'containers: the engine did not tell when 1 of its containers ran',
      'memory: its memory could not be read',
      'containerStartup: nothing told when it was ready; start it with slo.container',
    ])
    expect(unlimited(limits, [container({ refused: 404, starts: [] })])).toEqual([])
    const read = container({ readyAt: 3 })
    read.usage.add(1, { memoryPeak: 1 })
    expect(unlimited(limits, [read])).toEqual([])
  })
})

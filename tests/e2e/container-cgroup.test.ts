import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { openContainerCgroup } from '../../src/measure/container/container-cgroup.ts'
import { HostInterfaces, readNetwork } from '../../src/measure/container/cgroup-network.ts'
import { Engine } from '../../src/measure/container/engine.ts'
import type { ContainerCgroup } from '../../src/measure/container/container-cgroup.ts'
import type { ContainerPlace } from '../../src/measure/container/cgroup-folder.ts'
import { describeDocker } from '../support/docker.ts'
import { runHog } from '../support/hog.ts'
import type { Hog } from '../support/hog.ts'

const megabyte = 1_000_000
const hogs: Hog[] = []
const opened: ContainerCgroup[] = []

async function hog(...options: readonly string[]): Promise<Hog> {
  const started = await runHog(options)
  hogs.push(started)
  return started
}

function open(place: ContainerPlace): ContainerCgroup {
  const cgroup = openContainerCgroup(place)!
  opened.push(cgroup)
  return cgroup
}

afterEach(async () => {
  for (const one of opened.splice(0)) one.close()
  await Promise.all(hogs.splice(0).map((one) => one.remove()))
})

describeDocker('the counters of a container', () => {
  test('memory: a rise that no reading saw is in the peak', async () => {
    const { id, pid, ask } = await hog()
    const cgroup = open({ id, pid })
    const before = cgroup.read()!.memory!
    await ask('/memory?bytes=200000000&hold=0')
    const after = cgroup.read()!
    expect(after.memoryPeak! - before).toBeGreaterThan(198 * megabyte)
    expect(after.memoryPeak! - before).toBeLessThan(204 * megabyte)
    expect(after.chargedPeak).toBeGreaterThanOrEqual(after.memoryPeak!)
    expect(after.memoryLimit).toBeUndefined()
  })

  test('CPU time, its quota, and the limit of memory', async () => {
    const { id, pid, ask } = await hog('--memory', '256m', '--cpus', '0.5')
    const cgroup = open({ id, pid })
    const before = cgroup.read()!
    await ask('/cpu?ms=600')
    const after = cgroup.read()!
    const used = after.cpuTime! - before.cpuTime!
    expect(used).toBeGreaterThan(590)
    expect(used).toBeLessThan(700)
    // How much the kernel tells of the waiting differs much from version to version.
    expect(after.throttled).toBeGreaterThanOrEqual(before.throttled!)
    expect(after.memoryLimit).toBe(256 * 2 ** 20)
  })

  test('disk and network bytes', async () => {
    const { id, pid, ask } = await hog()
    const cgroup = open({ id, pid })
    const before = cgroup.read()!
    await ask('/write?bytes=20000000')
    const used = execFileSync('du', ['--block-size=1', `/proc/${pid}/root/tmp/hog`], { encoding: 'utf8' })
    await ask('/send?bytes=5000000')
    const after = cgroup.read()!
    // By `du`, and by the other side of its interface, which belongs to this machine.
    expect((after.diskWrite! - before.diskWrite!) / Number.parseInt(used, 10)).toBeCloseTo(1, 1)
    await expect.poll(() => new HostInterfaces(pid).read()).toEqual(readNetwork(pid))
    expect(after.diskWrite! - before.diskWrite!).toBeGreaterThanOrEqual(20 * megabyte)
    expect(after.diskWrite! - before.diskWrite!).toBeLessThan(21 * megabyte)
    // What went out has the headers of its packets, too.
    expect(after.networkSent! - before.networkSent!).toBeGreaterThan(5 * megabyte)
    expect(after.networkSent! - before.networkSent!).toBeLessThan(5.6 * megabyte)
    expect(after.networkReceived! - before.networkReceived!).toBeLessThan(megabyte)
  })

  test('processes, apart from their threads', async () => {
    const { id, pid, exec } = await hog()
    const cgroup = open({ id, pid })
    await exec('-d', 'sh', '-c', 'sleep 30 & sleep 30 & wait')
    await expect.poll(() => cgroup.read()!.processes).toBe(4)
    expect(cgroup.read()!.tasks).toBeGreaterThan(4)
    expect(cgroup.read()!.tasksPeak).toBeGreaterThanOrEqual(cgroup.read()!.tasks!)
  })

  test('agree with what the engine tells of them, and with ps', async () => {
    const { id, pid, ask, exec } = await hog('--cpus', '0.3')
    const cgroup = open({ id, pid })
    await exec('-d', 'sh', '-c', 'sleep 30 & sleep 30 & wait')
    await ask('/memory?bytes=80000000&hold=0')
    await ask('/cpu?ms=300')
    await ask('/send?bytes=2000000')
    await expect.poll(() => cgroup.read()!.processes).toBe(4)
    const told = await statisticsOf(id)
    const read = cgroup.read()!
    // It idles, but for what looking at it took. Milliseconds.
    const since = Math.round(read.cpuTime! - told.cpu_stats.cpu_usage.total_usage / 1e6)
    expect(since).toBeGreaterThanOrEqual(0)
    expect(since).toBeLessThan(100)
    expect(read.throttled! / (told.cpu_stats.throttling_data.throttled_time / 1e6)).toBeCloseTo(1, 1)
    expect(read.throttled).toBeGreaterThan(0)
    expect(read.tasks).toBe(told.pids_stats.current)
    expect(read.networkSent).toBe(told.networks.eth0.tx_bytes)
    // Where the engine tells of a peak at all, it is that with the cache of files.
    expect(read.chargedPeak).toBe(told.memory_stats.max_usage ?? read.chargedPeak)
    const listed = execFileSync('docker', ['top', id, '-o', 'pid'], { encoding: 'utf8' }).trim().split('\n').slice(1)
    expect(listed).toHaveLength(read.processes!)
  })

  test('a process that was killed for its memory is counted, and the container lives on', async () => {
    const { id, pid, exec } = await hog('--memory', '64m')
    const cgroup = open({ id, pid })
    expect(cgroup.read()!.oomKills).toBe(0)
    await expect(exec('node', '-e', 'Buffer.alloc(200e6, 1)')).rejects.toThrow('exit code 137')
    expect(cgroup.read()!.oomKills).toBe(1)
  })

  test('the network of the host is not that of a container', async () => {
    const { id, pid } = await hog('--network', 'host')
    const cgroup = open({ id, pid })
    expect(cgroup.read()).toMatchObject({ networkSent: undefined, networkReceived: undefined, cpuTime: expect.any(Number) })
  })

  test('a container that is gone reads undefined and holds no descriptor', async () => {
    const { id, pid, remove } = await hog()
    const before = readdirSync('/proc/self/fd').length
    const cgroup = openContainerCgroup({ id, pid })!
    expect(cgroup.read()).toBeDefined()
    expect(readdirSync('/proc/self/fd').length).toBeGreaterThan(before)
    await remove()
    expect(cgroup.read()).toBeUndefined()
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before)
    expect(openContainerCgroup({ id, pid })).toBeUndefined()
  })

  // The moment is some milliseconds long, and a busy machine may give this process none of them.
  test('the counters can be read when its last process has ended, the network by its other side', { retry: 5 }, async () => {
    const { id, pid, ask } = await hog()
    const cgroup = open({ id, pid })
    const before = cgroup.read()!
    expect(cgroup.readWhole()).toBeUndefined()
    await ask('/memory?bytes=100000000&hold=0')
    await ask('/cpu?ms=200')
    await ask('/send?bytes=5000000')
    process.kill(pid, 'SIGKILL')
    const after = await untilWhole(cgroup)
    expect(after.processes).toBe(0)
    expect(after.memoryPeak! - before.memory!).toBeGreaterThan(99 * megabyte)
    expect(after.cpuTime! - before.cpuTime!).toBeGreaterThan(195)
    expect(after.networkWhole).toBe(true)
    expect(after.networkSent! - before.networkSent!).toBeGreaterThan(5 * megabyte)
  })
})

/** As far as it is looked at. */
interface Statistics {
  readonly cpu_stats: {
    readonly cpu_usage: { readonly total_usage: number }
    readonly throttling_data: { readonly throttled_time: number }
  }
  readonly memory_stats: { readonly max_usage?: number }
  readonly pids_stats: { readonly current: number }
  readonly networks: { readonly eth0: { readonly tx_bytes: number } }
}

async function statisticsOf(id: string): Promise<Statistics> {
  const engine = new Engine({ socketPath: '/var/run/docker.sock' })
  try {
    return (await engine.json('GET', `/containers/${id}/stats?stream=false&one-shot=true`)) as Statistics
  } finally {
    engine.close()
  }
}

/** Asks without a pause: there are only some milliseconds for it. */
async function untilWhole(cgroup: ContainerCgroup) {
  const giveUp = performance.now() + 3000
  while (performance.now() < giveUp) {
    const whole = cgroup.readWhole()
    if (whole !== undefined) return whole
    await new Promise((resolve) => setImmediate(resolve))
  }
  throw new Error('it was gone before it could be read')
}

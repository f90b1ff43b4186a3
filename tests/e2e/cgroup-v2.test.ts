import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ContainerReading } from '../../src/measure/container/container-cgroup.ts'
import type { TreeTotals } from '../../src/measure/process/tree-method.ts'
import { missingUserModeLinux, runInUserModeLinux } from '../support/user-mode-linux.ts'

type Reading = { readonly [Figure in keyof ContainerReading]-?: NonNullable<ContainerReading[Figure]> }

interface Results {
  readonly error?: string
  readonly cgroupfs: Readonly<Record<'before' | 'after' | 'worked' | 'crowded', Reading>> & { readonly cpuTime: number }
  readonly systemd: { readonly signal: string; readonly reading: Reading }
  readonly quota: { readonly before: Reading; readonly after: Reading }
  readonly disk: { readonly before: Reading; readonly after: Reading }
  readonly ended: { readonly before: Reading; readonly early: string; readonly after: Reading }
  readonly command: Required<Pick<TreeTotals, 'memory' | 'cpuTime' | 'processes'>> & {
    readonly end: object
    readonly spent: number[]
  }
}

const megabyte = 1_000_000
const missing = await missingUserModeLinux()
const name = 'on a kernel with the unified hierarchy of control groups'

describe.skipIf(missing !== undefined)(missing === undefined ? name : `${name} (skipped: ${missing})`, () => {
  let results: Results

  beforeAll(async () => {
    const text = await runInUserModeLinux(join(import.meta.dirname, '../support/cgroup-v2/guest.mjs'))
    const [, json] = /^RESULTS (.*)$/m.exec(text) ?? []
    if (json === undefined) throw new Error(`the guest printed no results:\n${text}`)
    results = JSON.parse(json) as Results
  })

  test('every part was read', () => {
    expect(results.error).toBeUndefined()
  })

  test('memory of a container: the rise and fall between two readings is in the peak', () => {
    const { before, after } = results.cgroupfs
    const risen = after.memoryPeak - before.memory
    expect(risen).toBeGreaterThan(59.4 * megabyte)
    expect(risen).toBeLessThan(63 * megabyte)
    expect(after.memory - before.memory).toBeGreaterThan(19.8 * megabyte)
    expect(after.memory - before.memory).toBeLessThan(23 * megabyte)
    expect(after.memoryLimit).toBeUndefined()
  })

  test('CPU time of a container, by its own account', () => {
    const { before, worked, cpuTime } = results.cgroupfs
    expect(cpuTime).toBeGreaterThanOrEqual(500)
    expect((worked.cpuTime - before.cpuTime) / cpuTime).toBeGreaterThan(0.95)
    expect((worked.cpuTime - before.cpuTime) / cpuTime).toBeLessThan(1.05)
  })

  test('processes and threads of a container', () => {
    const { before, crowded } = results.cgroupfs
    expect(before.processes).toBe(1)
    expect(crowded.processes).toBe(3)
    expect(crowded.tasks).toBe(before.tasks + 2)
    expect(crowded.tasksPeak).toBeGreaterThanOrEqual(crowded.tasks)
  })

  test('in a slice of systemd, found by its parent alone: the limit of memory and what was killed for it', () => {
    const { signal, reading } = results.systemd
    expect(signal).toBe('SIGKILL')
    expect(reading.oomKills).toBe(1)
    // In whole pages.
    expect(reading.memoryLimit).toBe(Math.floor(60_000_000 / 4096) * 4096)
    expect(reading.chargedPeak).toBe(reading.memoryLimit)
    expect(reading.processes).toBe(0)
  })

  test('a quota of a fifth of a core: time spent and time kept waiting', () => {
    const { before, after } = results.quota
    expect(before.throttled).toBe(0)
    // One part of work to four of waiting, but for the first period and the last.
    expect(after.throttled / after.cpuTime).toBeGreaterThan(2)
    expect(after.throttled / after.cpuTime).toBeLessThan(5)
  })

  test('bytes to and from the disk, to the byte', () => {
    const { before, after } = results.disk
    expect(before).toMatchObject({ diskRead: 0, diskWrite: 0, diskSource: 'cgroup' })
    expect(after).toMatchObject({ diskRead: 8 * 2 ** 20, diskWrite: 4 * 2 ** 20 })
  })

  test('totals and peaks are read when its last process has ended, and not before', () => {
    const { before, early, after } = results.ended
    expect(early).toBe('not yet')
    expect(after.memoryPeak - before.memory).toBeGreaterThan(39.6 * megabyte)
    expect(after.memoryPeak - before.memory).toBeLessThan(43 * megabyte)
    expect(after.cpuTime - before.cpuTime).toBeGreaterThan(195)
    expect(after.processes).toBe(0)
  })

  test('a command in a group of its own', () => {
    const { end, spent, memory, cpuTime, processes } = results.command
    expect(end).toEqual({ kind: 'exited', code: 0 })
    expect(processes.seen).toBe(2)
    expect(cpuTime).toMatchObject({ exact: true, source: 'CPU time of its own control group (version 2)' })
    const told = spent.reduce((sum, one) => sum + one, 0)
    expect(spent).toHaveLength(2)
    // Beyond what they can tell of themselves there is their end.
    expect(cpuTime.value / told).toBeGreaterThan(0.98)
    expect(cpuTime.value / told).toBeLessThan(1.15)
    expect(memory.value).toBeGreaterThan(60 * megabyte)
    expect(memory.value).toBeLessThan(180 * megabyte)
  })
})

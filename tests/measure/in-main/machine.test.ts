import { describe, expect, test } from 'vitest'
import type { Host } from '../../../src/measure/in-main/host.ts'
import { thisHost } from '../../../src/measure/in-main/host.ts'
import { describeMachine } from '../../../src/measure/in-main/machine.ts'
import { hostOf } from './sample-host.ts'

const gib = 2 ** 30
const quotaOf2 = { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' }
const limitOf2 = {
  '/proc/self/cgroup': '0::/\n',
  '/sys/fs/cgroup/memory.max': String(2 * gib),
  '/sys/fs/cgroup/memory.current': '1\n',
}

describe('describeMachine', () => {
  test('names what timings depend on', () => {
    expect(describeMachine('local', '4.1.12', hostOf())).toEqual({
      fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/),
      cpu: 'AMD EPYC',
      cores: 4,
      memory: 16 * gib,
      os: 'Linux 6.1.0 x64',
      node: 'v20.20.2',
      vitest: '4.1.12',
      class: 'local',
    })
  })

  test('counts only what this process may use', () => {
    expect(describeMachine('local', undefined, hostOf(quotaOf2)).cores).toBe(1.5)
    expect(describeMachine('local', undefined, hostOf(quotaOf2, { parallelism: 1 })).cores).toBe(1)
    expect(describeMachine('local', undefined, hostOf(limitOf2)).memory).toBe(2 * gib)
  })

  test.each([undefined, ''])('says that the CPU is unknown (%j)', (cpu) => {
    expect(describeMachine('local', undefined, hostOf({}, { cpu })).cpu).toBe('unknown x64 CPU')
  })

  const fingerprint = (more: Partial<Host> = {}, files = {}, machineClass = 'local') => describeMachine(machineClass, undefined, hostOf(files, more)).fingerprint // prettier-ignore

  test.each<[string, string]>([
    ['another CPU', fingerprint({ cpu: 'Intel Xeon' })],
    ['fewer cores', fingerprint({ parallelism: 2 })],
    ['a quota', fingerprint({}, quotaOf2)],
    ['a memory limit', fingerprint({}, limitOf2)],
    ['another system', fingerprint({ platform: 'darwin' })],
    ['another architecture', fingerprint({ arch: 'arm64' })],
    ['another Node major', fingerprint({ node: 'v24.1.0' })],
    ['another class', fingerprint({}, {}, 'github-hosted')],
  ])('%s is another machine', (_, other) => {
    expect(other).not.toBe(fingerprint())
  })

  test.each<[string, string]>([
    ['a patch of Node', fingerprint({ node: 'v20.21.0' })],
    ['a patch of the kernel', fingerprint({ osRelease: '6.1.9' })],
    ['a little memory taken by the firmware', fingerprint({ memory: 16 * gib - 300_000_000 })],
    ['being busy', fingerprint({ load: () => 50 })],
  ])('%s is the same machine', (_, other) => {
    expect(other).toBe(fingerprint())
  })

  test('this machine is itself', () => {
    const machine = describeMachine('local')
    expect(machine.fingerprint).toBe(describeMachine('local', '5.0.0').fingerprint)
    expect(machine.cores).toBeGreaterThan(0)
    expect(machine.cores).toBeLessThanOrEqual(thisHost().cores)
    expect(machine.node).toBe(process.version)
  })
})

describe('thisHost', () => {
  test('what is not there is undefined, not empty', () => {
    const { read, list } = thisHost()
    expect(read('/proc/no/such/file')).toBeUndefined()
    expect(list('/proc/no/such/folder')).toEqual([])
  })

  test.runIf(process.platform === 'linux')('shares are shares', () => {
    const { freeMemory, freeDisk, memory, load } = thisHost()
    expect(freeMemory()).toBeLessThanOrEqual(memory)
    expect(freeDisk()).toBeLessThanOrEqual(1)
    expect(load()).toBeGreaterThanOrEqual(0)
  })
})

import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import { quotas, usableCores } from '../../../src/measure/process/usable-cores.ts'

function smallest(groups: string, files: Readonly<Record<string, string>>): number {
  return Math.min(...quotas(groups, (path) => files[path]))
}

describe('quotas', () => {
  test('version 2: the tightest of a group and its ancestors', () => {
    const files = { '/sys/fs/cgroup/a/cpu.max': '150000 100000\n', '/sys/fs/cgroup/a/b/cpu.max': 'max 100000\n' }
    expect(smallest('0::/a/b\n', files)).toBe(1.5)
  })

  test('version 1', () => {
    const folder = '/sys/fs/cgroup/cpu/docker/x'
    const files = { [`${folder}/cpu.cfs_quota_us`]: '50000\n', [`${folder}/cpu.cfs_period_us`]: '100000\n' }
    expect(smallest('7:cpu,cpuacct:/docker/x\n6:memory:/docker/x\n', files)).toBe(0.5)
  })

  test('-1, max and nothing to read are no quota', () => {
    const files = { '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1\n', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n' }
    expect(smallest('1:cpu:/\n0::/\n', files)).toBe(Number.POSITIVE_INFINITY)
    expect(smallest('', {})).toBe(Number.POSITIVE_INFINITY)
  })
})

test('usableCores is what this process may use', () => {
  expect(usableCores()).toBeGreaterThan(0)
  expect(usableCores()).toBeLessThanOrEqual(availableParallelism())
})

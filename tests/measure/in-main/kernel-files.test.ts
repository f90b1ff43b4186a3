import { describe, expect, test } from 'vitest'
import { readMemoryLimits } from '../../../src/measure/in-main/cgroup-memory.ts'
import { parseCgroup } from '../../../src/measure/in-main/cgroup.ts'
import { parseCpuTimes } from '../../../src/measure/in-main/cpu-times.ts'
import { parsePressure } from '../../../src/measure/in-main/pressure.ts'
import { parseThrottling, readThrottling } from '../../../src/measure/in-main/throttling.ts'
import { readTreeCpu } from '../../../src/measure/in-main/tree-cpu.ts'
import { hostOf } from './sample-host.ts'

// Version 1, /proc/stat, /proc/pressure and /proc/PID/stat after recordings on Linux 6.18; version 2 in the format of the kernel's
// Documentation/admin-guide/cgroup-v2.rst.
const groups = {
  v1: '9:name=systemd:/\n8:pids:/\n6:freezer:/\n4:memory:/jobs/8df7041e\n2:cpuacct:/\n1:cpu:/jobs\n0::/\n',
  joined: '5:cpu,cpuacct:/docker/0123abcd\n4:memory:/docker/0123abcd\n0::/system.slice\n',
  v2: '0::/user.slice/app.scope\n',
  v2Container: '0::/\n',
}

describe('parseCgroup', () => {
  test.each([
    [groups.v1, 'cpu', 1, ['/sys/fs/cgroup/cpu/jobs', '/sys/fs/cgroup/cpu']],
    [groups.v1, 'memory', 1, ['/sys/fs/cgroup/memory/jobs/8df7041e', '/sys/fs/cgroup/memory/jobs', '/sys/fs/cgroup/memory']],
    [groups.joined, 'cpu', 1, ['/sys/fs/cgroup/cpu/docker/0123abcd', '/sys/fs/cgroup/cpu/docker', '/sys/fs/cgroup/cpu']],
    [groups.v2, 'cpu', 2, ['/sys/fs/cgroup/user.slice/app.scope', '/sys/fs/cgroup/user.slice', '/sys/fs/cgroup']],
    [groups.v2Container, 'memory', 2, ['/sys/fs/cgroup']],
    ['0::/../other\n', 'cpu', 2, ['/sys/fs/cgroup/other', '/sys/fs/cgroup']],
  ] as const)('%j %s', (text, controller, version, folders) => {
    expect(parseCgroup(text, controller)).toEqual({ version, folders })
  })

  test.each(['', 'nonsense', '8:pids:/\n'])('none in %j', (text) => {
    expect(parseCgroup(text, 'cpu')).toBeUndefined()
  })
})

describe('parseCpuTimes', () => {
  test('adds up what the CPUs did', () => {
    const text = 'cpu  8052 10 5187 341737 486 7 114 241 55 5\ncpu0 3249 0 2177 172226 26 0 13 108 0 0\n'
    expect(parseCpuTimes(text)).toEqual({ busy: 133_700, steal: 2_410, total: 3_558_340 })
  })

  test.each(['', 'cpu0 1 2 3 4 5 6 7 8', 'cpu  1 2 3 4\n', 'intr 5'])('knows nothing from %j', (text) => {
    expect(parseCpuTimes(text)).toBeUndefined()
  })
})

describe('parsePressure', () => {
  test.each([
    ['some avg10=41.25 avg60=0.02 avg300=0.35 total=17700298\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n', 0.4125],
    ['some avg10=0.00 avg60=0.02 avg300=0.35 total=1\n', 0],
    ['full avg10=3.00 avg60=0.00 avg300=0.00 total=0\n', undefined],
    ['', undefined],
  ])('%j', (text, expected) => {
    expect(parsePressure(text)).toBe(expected)
  })
})

describe('throttling', () => {
  test.each([
    ['nr_periods 29\nnr_throttled 28\nthrottled_time 1796043236\nnr_bursts 0\nburst_time 0\n', { periods: 29, throttled: 28 }],
    [
      'usage_usec 5\nuser_usec 3\nsystem_usec 2\nnr_periods 10\nnr_throttled 0\nthrottled_usec 0\n',
      { periods: 10, throttled: 0 },
    ],
    // A group of version 2 without the cpu controller counts usage only.
    ['usage_usec 30841210\nuser_usec 20230790\nsystem_usec 10610420\nnice_usec 0\n', undefined],
    ['nr_periods 29\n', undefined],
  ])('%j', (text, expected) => {
    expect(parseThrottling(text)).toEqual(expected)
  })

  test('reads the own group and those around it, as far as they are there', () => {
    const files = {
      '/proc/self/cgroup': groups.v2,
      '/sys/fs/cgroup/user.slice/app.scope/cpu.stat': 'nr_periods 10\nnr_throttled 1\n',
      '/sys/fs/cgroup/cpu.stat': 'usage_usec 5\n',
    }
    expect(readThrottling(hostOf(files).read)).toEqual([
      { folder: '/sys/fs/cgroup/user.slice/app.scope', periods: 10, throttled: 1 },
    ])
    expect(readThrottling(hostOf().read)).toEqual([])
  })
})

describe('readMemoryLimits', () => {
  test('version 1: the group has a limit, the root has none', () => {
    const files = {
      '/proc/self/cgroup': '4:memory:/jobs\n',
      '/sys/fs/cgroup/memory/jobs/memory.limit_in_bytes': '1000000\n',
      '/sys/fs/cgroup/memory/jobs/memory.usage_in_bytes': '900000\n',
      '/sys/fs/cgroup/memory/jobs/memory.stat': 'inactive_file 1\ntotal_inactive_file 300000\n',
      '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712\n',
      '/sys/fs/cgroup/memory/memory.usage_in_bytes': '900000\n',
    }
    expect(readMemoryLimits(hostOf(files).read)).toEqual([{ limit: 1_000_000, used: 600_000 }])
  })

  test('version 2: the tightest may be above', () => {
    const files = {
      '/proc/self/cgroup': '0::/app\n',
      '/sys/fs/cgroup/app/memory.max': 'max\n',
      '/sys/fs/cgroup/app/memory.current': '5\n',
      '/sys/fs/cgroup/memory.max': '2000000\n',
      '/sys/fs/cgroup/memory.current': '100000\n',
      '/sys/fs/cgroup/memory.stat': 'anon 4\ninactive_file 200000\n',
    }
    expect(readMemoryLimits(hostOf(files).read)).toEqual([{ limit: 2_000_000, used: 0 }])
  })

  test('a limit without its use is not known, a use without cache is whole', () => {
    const folder = '/sys/fs/cgroup'
    expect(readMemoryLimits(hostOf({ '/proc/self/cgroup': '0::/\n', [`${folder}/memory.max`]: '5' }).read)).toEqual([])
    const files = { '/proc/self/cgroup': '0::/\n', [`${folder}/memory.max`]: '5', [`${folder}/memory.current`]: '4' }
    expect(readMemoryLimits(hostOf(files).read)).toEqual([{ limit: 5, used: 4 }])
  })

  test('no control group', () => {
    expect(readMemoryLimits(hostOf().read)).toEqual([])
  })
})

describe('readTreeCpu', () => {
  const stat = (pid: number, own: readonly [number, number], waited: readonly [number, number]) =>
    `${pid} (node (x) y) S 1 1 1 0 -1 4194304 1 1 0 0 ${own.join(' ')} ${waited.join(' ')} 20 0 7 0 3900 1 1 18446744073709551615`

  test('adds a process, its descendants of all threads, and those they waited for', () => {
    const files = {
      '/proc/100/stat': stat(100, [10, 5], [20, 1]),
      '/proc/100/task/100/children': '101 ',
      '/proc/100/task/107/children': '102 103 ',
      '/proc/101/stat': stat(101, [1, 1], [0, 0]),
      '/proc/101/task/101/children': '',
      '/proc/102/stat': stat(102, [2, 0], [0, 0]),
      '/proc/102/task/102/children': '104 ',
      '/proc/104/stat': stat(104, [3, 0], [0, 0]),
    }
    expect(readTreeCpu(hostOf(files))).toBe(430)
  })

  test('is unknown without /proc', () => {
    expect(readTreeCpu(hostOf())).toBeUndefined()
  })
})

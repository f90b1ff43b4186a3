import { expect, test } from 'vitest'
import { hierarchies } from '../../../src/measure/process/group-hierarchy.ts'

const separate = `23 1 0:5 / /sys rw - sysfs sysfs rw
33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory
39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`

test('version 1, each controller on its own, the empty version 2 beside it left alone', () => {
  expect(hierarchies(separate, '8:pids:/\n4:memory:/app/1\n2:cpuacct:/\n0::/\n')).toEqual([
    { version: 1, controllers: ['memory'], folder: '/sys/fs/cgroup/memory/app/1' },
    { version: 1, controllers: ['cpuacct'], folder: '/sys/fs/cgroup/cpuacct' },
    { version: 1, controllers: ['pids'], folder: '/sys/fs/cgroup/pids' },
  ])
})

test('version 1 with controllers mounted together, in a container whose mounts begin at its own group', () => {
  const mounts = `50 31 0:30 /docker/ab /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct
51 31 0:31 /docker/ab /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory
`
  expect(hierarchies(mounts, '5:cpu,cpuacct:/docker/ab\n4:memory:/docker/ab/inner\n')).toEqual([
    { version: 1, controllers: ['memory'], folder: '/sys/fs/cgroup/memory/inner' },
    { version: 1, controllers: ['cpu', 'cpuacct'], folder: '/sys/fs/cgroup/cpu,cpuacct' },
  ])
})

test('version 2', () => {
  const mounts = '30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n'
  const scope = '/user.slice/user-0.slice/session-3.scope'
  expect(hierarchies(mounts, `0::${scope}\n`)).toEqual([{ version: 2, controllers: [], folder: `/sys/fs/cgroup${scope}` }])
  expect(hierarchies(mounts, '0::/\n')).toEqual([{ version: 2, controllers: [], folder: '/sys/fs/cgroup' }])
  expect(hierarchies(mounts, '0::/../other\n')).toEqual([{ version: 2, controllers: [], folder: '/sys/fs/cgroup' }])
})

test('version 1 that does not count the memory leaves the word to version 2', () => {
  const mounts = `33 31 0:30 / /sys/fs/cgroup/cpuacct rw - cgroup cgroup rw,cpuacct
41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
`
  expect(hierarchies(mounts, '2:cpuacct:/\n0::/a\n')).toEqual([
    { version: 2, controllers: [], folder: '/sys/fs/cgroup/unified/a' },
  ])
})

test.each([
  ['', ''],
  [separate, ''],
  ['', '4:memory:/\n'],
])('none where nothing is mounted or told', (mounts, own) => {
  expect(hierarchies(mounts, own)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { cgroupFormats } from '../../../src/measure/container/cgroup-figures.ts'
import type { CgroupTexts } from '../../../src/measure/container/cgroup-figures.ts'

const none: CgroupTexts = {
  cpu: undefined,
  throttling: undefined,
  memory: undefined,
  memoryPeak: undefined,
  memoryStat: undefined,
  memoryLimit: undefined,
  oom: undefined,
  tasks: undefined,
  tasksPeak: undefined,
  io: undefined,
}

// Recorded from a container with 64 MiB and half a core on Linux 6.18.
const version1: CgroupTexts = {
  cpu: '45251833\n',
  throttling: 'nr_periods 2\nnr_throttled 1\nthrottled_time 3500000\nnr_bursts 0\nburst_time 0\n',
  memory: '66973696\n',
  memoryPeak: '67108864\n',
  memoryStat:
    'cache 65720320\nrss 610304\ninactive_file 1\nactive_file 28672\ntotal_cache 65720320\ntotal_inactive_file 65691648\n',
  memoryLimit: '67108864\n',
  oom: 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
  tasks: '1\n',
  tasksPeak: '6\n',
  io: 'Total 0\n',
}

// As a user-mode Linux 6.1 with the unified hierarchy writes them.
const version2: CgroupTexts = {
  cpu: 'usage_usec 1875411\nuser_usec 1200000\nsystem_usec 675411\nnr_periods 0\nnr_throttled 0\nthrottled_usec 0\n',
  throttling: 'usage_usec 1875411\nuser_usec 1200000\nsystem_usec 675411\nnr_periods 0\nnr_throttled 0\nthrottled_usec 250000\n',
  memory: '52428800\n',
  memoryPeak: '104857600\n',
  memoryStat: 'anon 50000000\nfile 2000000\ninactive_anon 1\nactive_anon 2\ninactive_file 1900544\nactive_file 4096\n',
  memoryLimit: 'max\n',
  oom: 'low 0\nhigh 0\nmax 11\noom 1\noom_kill 1\noom_group_kill 0\n',
  tasks: '3\n',
  tasksPeak: '5\n',
  io: '98:0 rbytes=4096 wbytes=8192 rios=1 wios=2 dbytes=0 dios=0\n98:16 rbytes=100 wbytes=0 rios=1 wios=0 dbytes=0 dios=0\n',
}

describe('version 1', () => {
  const { parse } = cgroupFormats[1]

  test('all figures in canonical units', () => {
    expect(parse(version1)).toEqual({
      cpuTime: expect.closeTo(45.251833, 9),
      throttled: expect.closeTo(3.5, 9),
      usage: 66_973_696,
      inactiveFile: 65_691_648,
      usagePeak: 67_108_864,
      memoryLimit: 67_108_864,
      oomKills: 2,
      tasks: 1,
      tasksPeak: 6,
      diskRead: undefined,
      diskWrite: undefined,
    })
  })

  test('its number for "no limit" is no limit', () => {
    expect(parse({ ...version1, memoryLimit: '9223372036854771712\n' }).memoryLimit).toBeUndefined()
  })

  test('disk bytes are summed over the devices where the kernel counts them', () => {
    const io = '8:0 Read 100\n8:0 Write 200\n8:0 Sync 300\n8:0 Total 300\n8:16 Read 7\n8:16 Write 0\nTotal 307\n'
    expect(parse({ ...version1, io })).toMatchObject({ diskRead: 107, diskWrite: 200 })
  })
})

describe('version 2', () => {
  const { parse } = cgroupFormats[2]

  test('all figures in canonical units', () => {
    expect(parse(version2)).toEqual({
      cpuTime: expect.closeTo(1875.411, 9),
      throttled: expect.closeTo(250, 9),
      usage: 52_428_800,
      inactiveFile: 1_900_544,
      usagePeak: 104_857_600,
      memoryLimit: undefined,
      oomKills: 1,
      tasks: 3,
      tasksPeak: 5,
      diskRead: 4196,
      diskWrite: 8192,
    })
  })

  test('a limit is bytes', () => {
    expect(parse({ ...version2, memoryLimit: '31457280\n' }).memoryLimit).toBe(31_457_280)
  })

  test('no line of input and output is none yet; no file is unknown', () => {
    expect(parse({ ...version2, io: '' })).toMatchObject({ diskRead: 0, diskWrite: 0 })
    expect(parse({ ...version2, io: undefined })).toMatchObject({ diskRead: undefined, diskWrite: undefined })
  })
})

test.each([1, 2] as const)('in version %i a file that is not there leaves its figure undefined, never 0', (version) => {
  expect(Object.values(cgroupFormats[version].parse(none)).filter((figure) => figure !== undefined)).toEqual([])
})

test.each([1, 2] as const)('in version %i a word that begins like another is not taken for it', (version) => {
  const { parse } = cgroupFormats[version]
  expect(
    parse({ ...none, oom: 'oom_kill_disable 7\noom_kills 8\n', memoryStat: 'xtotal_inactive_file 5\nxinactive_file 5\n' }),
  ).toMatchObject({
    oomKills: undefined,
    inactiveFile: undefined,
  })
})

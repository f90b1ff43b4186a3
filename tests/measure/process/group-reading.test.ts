import { expect, test } from 'vitest'
import { readVersion1, readVersion2 } from '../../../src/measure/process/group-reading.ts'

const version1: Record<string, string> = {
  'cpuacct.usage': '1234567890\n',
  'memory.usage_in_bytes': '314572800\n',
  'memory.max_usage_in_bytes': '419430400\n',
  'memory.kmem.usage_in_bytes': '1048576\n',
  'memory.stat': 'cache 7\nactive_file 1\ninactive_file 2\ntotal_inactive_file 104857600\ntotal_active_file 4096\n',
}

// Recorded on Linux 6.12, the numbers shortened to what is read.
const version2: Record<string, string> = {
  'cpu.stat': 'usage_usec 2500750\nuser_usec 2000000\nsystem_usec 500750\nnice_usec 0\n',
  'memory.current': '52428800\n',
  'memory.peak': '73400320\n',
  'memory.stat':
    'anon 41943040\nfile 8388608\nkernel 1048576\nkernel_stack 65536\npagetables 131072\nshmem 0\ninactive_file 4194304\nactive_file 2097152\nslab 524288\n',
}

test('version 1: nanoseconds, and the totals of the group with those inside it', () => {
  expect(readVersion1((name) => version1[name])).toEqual({
    cpu: 1234.56789,
    memory: { charged: 314_572_800, peak: 419_430_400, notTheirs: 104_857_600 + 4096 + 1_048_576 },
  })
})

test('version 2: microseconds, and all that the kernel keeps for itself', () => {
  expect(readVersion2((name) => version2[name])).toEqual({
    cpu: 2500.75,
    memory: { charged: 52_428_800, peak: 73_400_320, notTheirs: 4_194_304 + 2_097_152 + 1_048_576 },
  })
})

test('version 2 before Linux 5.18 names the parts of the kernel only', () => {
  const stat = version2['memory.stat']?.replace('kernel 1048576\n', '')
  const { memory } = readVersion2((name) => (name === 'memory.stat' ? stat : version2[name]))
  expect(memory?.notTheirs).toBe(4_194_304 + 2_097_152 + 65_536 + 131_072 + 524_288)
})

test('what is not counted is undefined, not 0', () => {
  expect(readVersion1(() => undefined)).toEqual({ cpu: undefined, memory: undefined })
  expect(readVersion2(() => undefined)).toEqual({ cpu: undefined, memory: undefined })
  expect(readVersion2((name) => (name === 'memory.peak' ? undefined : version2[name])).memory).toBeUndefined()
})

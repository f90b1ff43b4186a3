import { expect, test } from 'vitest'
import { selfTimes } from '../../src/profile/cpu-profile.ts'

const frame = (functionName: string) => ({ functionName, scriptId: '1', url: '', lineNumber: 0, columnNumber: 0 })
const nodes = [
  { id: 1, callFrame: frame('busy') },
  { id: 2, callFrame: frame('innocent') },
]

test('a sample lasts until the next one', () => {
  const profile = { nodes, startTime: 0, endTime: 9000, samples: [1, 2, 1], timeDeltas: [0, 1000, 5000] }
  expect([...selfTimes(profile)]).toEqual([[1, 4], [2, 5]]) // prettier-ignore
})

test('nobody is to blame for the time in which the thread had no processor', () => {
  const samples = [...Array.from({ length: 20 }, () => 1), 2, 2]
  const timeDeltas = [0, ...Array.from({ length: 20 }, () => 1000), 60_000]
  const times = selfTimes({ nodes, startTime: 0, endTime: 81_000, samples, timeDeltas })
  expect(times.get(1)).toBe(20)
  expect(times.get(2)).toBe(6)
})

test('samples that are all far apart count in full', () => {
  const samples = Array.from({ length: 20 }, () => 1)
  const timeDeltas = [0, ...Array.from({ length: 19 }, () => 50_000)]
  expect(selfTimes({ nodes, startTime: 0, endTime: 1_000_000, samples, timeDeltas }).get(1)).toBe(1000)
})

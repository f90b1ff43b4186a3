import { expect, test } from 'vitest'
import { LimitGuard } from '../../../src/measure/process/limit-guard.ts'
import { parseNetDev } from '../../../src/measure/process/network-traffic.ts'
import type { Limit, LimitAction } from '../../../src/model/limit.ts'
import type { LimitReading } from '../../../src/model/limit-reading.ts'

const memory = (onExceed: LimitAction): Limit => ({ name: 'memory', max: 100, written: '100B', onExceed, sustained: 0 })

/** At which times a limit was told of. */
function told(limit: Limit, readings: readonly LimitReading[]): number[] {
  const times: number[] = []
  let at = 0
  const guard = new LimitGuard({ limits: [limit], cores: 1, onExceed: () => times.push(at) })
  for (const reading of readings) {
    ;({ at } = reading)
    guard.take(reading)
  }
  return times
}

const high = [0, 100, 200, 300, 400, 500, 600, 700].map((at) => ({ at, memory: at === 0 ? 50 : 200 }))

test.each([
  ['fail', [100]],
  ['warn', [100]],
  ['kill', [100, 600]],
] as const)('a limit that is crossed and stays so: %s is told at %j', (onExceed, expected) => {
  expect(told(memory(onExceed), high)).toEqual(expected)
})

test('a rate begins anew when somebody was ended for it', () => {
  const cpu: Limit = { name: 'cpu', max: 0.5, written: '50%', onExceed: 'kill', sustained: 1000 }
  const readings = Array.from({ length: 41 }, (_, tick) => ({ at: tick * 100, cpu: Math.min(tick, 15) * 100 }))
  // Busy for 1.5 s, then idle: the second average, from 1 s to 2 s, is no more than the limit.
  expect(told(cpu, readings)).toEqual([1000])
})

test('traffic is that of the outer interfaces', () => {
  const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 1000 10 0 0 0 0 0 0 1000 10 0 0 0 0 0 0
  eth0: 5 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0
enp3s0:20 1 0 0 0 0 0 0 30 1 0 0 0 0 0 0
docker0: 400 1 0 0 0 0 0 0 400 1 0 0 0 0 0 0
veth12ab: 400 1 0 0 0 0 0 0 400 1 0 0 0 0 0 0
`
  expect(parseNetDev(text)).toBe(62)
  expect(parseNetDev('')).toBe(0)
})

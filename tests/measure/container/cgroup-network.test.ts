import { expect, test } from 'vitest'
import { hasOwnNetwork, parseNetDev, readNetwork } from '../../../src/measure/container/cgroup-network.ts'

const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:    9999       9    0    0    0     0          0         0     9999       9    0    0    0     0       0          0
  eth0:     200       2    0    0    0     0          0         0      126       3    0    0    0     0       0          0
  eth1:1000000000000 70 0    0    0     0          0         0        4       1    0    0    0     0       0          0
`

test('all interfaces but the loopback are summed', () => {
  expect(parseNetDev(text)).toEqual({ sent: 130, received: 1_000_000_000_200 })
})

test('no interface is no byte', () => {
  expect(parseNetDev(text.split('\n').slice(0, 3).join('\n'))).toEqual({ sent: 0, received: 0 })
})

test('a process that shares our network has none of its own, and one that is gone has none', () => {
  expect(hasOwnNetwork(process.pid)).toBe(false)
  expect(hasOwnNetwork(2 ** 22 + 1)).toBe(false)
  expect(readNetwork(2 ** 22 + 1)).toBeUndefined()
})

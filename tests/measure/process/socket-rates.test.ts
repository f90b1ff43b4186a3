import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { spawnSync } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { parseSockets, socketRates } from '../../../src/measure/process/socket-rates.ts'

const text = `ESTAB 0      0      10.0.0.2:40828 93.184.216.34:443  users:(("node",pid=41,fd=3),("node",pid=42,fd=3),("node",pid=41,fd=9))
\t bbr wscale:10,10 rto:200 bytes_sent:700 bytes_retrans:9 bytes_acked:690 bytes_received:3000 segs_out:2
ESTAB 0      0      127.0.0.1:8931 127.0.0.1:40828 users:(("python3",pid=7,fd=4))
\t bbr wscale:10,10 bytes_acked:1 segs_in:2
SYN-SENT 0 1 [fe80::1]:5 [2001:db8::1]:443
\t cubic rto:1000
`

test('the sockets that ss prints, with their processes', () => {
  expect([...parseSockets(text)]).toEqual([
    ['10.0.0.2:40828 93.184.216.34:443', { pids: [41, 42], bytes: 3700, isLoopback: false }],
    ['127.0.0.1:8931 127.0.0.1:40828', { pids: [7], bytes: 1, isLoopback: true }],
    ['[fe80::1]:5 [2001:db8::1]:443', { pids: [], bytes: 0, isLoopback: false }],
  ])
  expect(parseSockets('')).toEqual(new Map())
})

const canLook = spawnSync('ss', ['-V']).status === 0 && process.getuid?.() === 0

test.runIf(canLook)('of a network that is looked into, its loopback counts; of the one that is shared it does not', async () => {
  const server = createServer((socket) => void socket.resume())
  const address = await new Promise<AddressInfo>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(server.address() as AddressInfo)),
  )
  const client = connect(address.port, '127.0.0.1')
  onTestFinished(() => void [client.destroy(), server.close()])
  await written(client, 3_000_000)
  // All of it is past when the first of the two looks is taken: what moves is 0, and not what was moved before.
  expect(socketRates(process.pid).get(process.pid)).toBeLessThan(1e6)
  expect(socketRates().get(process.pid) ?? 0).toBe(0)
})

function written(socket: Socket, bytes: number): Promise<void> {
  return new Promise((resolve) => socket.write(Buffer.alloc(bytes), () => setTimeout(resolve, 200)))
}

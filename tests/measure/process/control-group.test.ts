import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ControlGroup, groupFolders, groupsIn } from '../../../src/measure/process/control-group.ts'
import { endDesertedGroups } from '../../../src/measure/process/end-groups.ts'
import { groupName, isDeserted, isGroupOf } from '../../../src/measure/process/group-name.ts'
import { interfaceBytes, intoOwnNetwork } from '../../../src/measure/process/own-network.ts'
import type { Limit } from '../../../src/model/limit.ts'
import { Sampler } from '../../../src/measure/process/sampler.ts'
import { requestTo, requestToNode } from './fixtures/execution-request.ts'

const sampler = new Sampler()
const probe = process.platform === 'linux' ? ControlGroup.open(groupName('probe.')) : 'not Linux'
const canGroup = typeof probe !== 'string'
const MiB = 2 ** 20

afterAll(async () => {
  if (typeof probe !== 'string') await probe.close()
  await sampler.stop()
})

function groupsOf(marker: string): string[] {
  return groupFolders().flatMap((folder) => groupsIn(folder).filter((name) => isGroupOf(name, marker)))
}

function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
}

describe.runIf(canGroup)('a command in a group of its own', () => {
  test('leaves no group behind, however it ends', async () => {
    const requests = [
      requestTo('true'),
      requestTo('exit 3'),
      requestTo('kill -9 $$'),
      requestTo(['no-such-program']),
      requestTo('sleep 60', { timeout: 200 }),
    ]
    const ends = await Promise.all(requests.map(async (request) => (await sampler.execute(request)).end))
    expect(ends.map(({ kind }) => kind)).toEqual(['exited', 'exited', 'signalled', 'not-started', 'timed-out'])
    expect(requests.flatMap(({ marker }) => groupsOf(marker))).toEqual([])
  })

  test('whoever hides from group, session, parents and environment is seen and ended', async () => {
    const { stdout, left, usage } = await sampler.execute(
      requestTo(`env -i setsid sh -c 'sleep 67 & echo $!'; sleep 0.5; echo done`),
    )
    expect(left).toEqual([])
    expect(isRunning(Number.parseInt(stdout, 10))).toBe(false)
    expect(usage?.processes.most).toBeGreaterThanOrEqual(3)
  })

  test('a flood of processes that start each other is ended', async () => {
    const { end, left } = await sampler.execute(
      requestTo(
        `a() { trap '' TERM; n=0; while [ $n -lt 400 ]; do n=$((n+1)); (sleep 0.05; sleep 0.05) & wait; done; }; a & a & a & wait`,
        {
          timeout: 400,
        },
      ),
    )
    expect(end).toEqual({ kind: 'timed-out' })
    expect(left).toEqual([])
  })

  test('sees the memory of a child that lived for 5 ms', async () => {
    const spike = `const b = Buffer.alloc(300 * 1024 * 1024, 1); setTimeout(() => process.exit(b[0] - 1), 5)`
    const { usage } = await sampler.execute(
      requestToNode(`require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(spike)}])`),
    )
    expect(usage?.memory?.value).toBeGreaterThan(300 * MiB)
    expect(usage?.memory?.value).toBeLessThan(420 * MiB)
  })

  test('a file that is written and read is not taken for memory', async () => {
    const file = join(tmpdir(), `slo-${process.pid}.written`)
    const { usage } = await sampler.execute(
      requestTo(`dd if=/dev/zero of=${file} bs=1M count=300 2>/dev/null; cat ${file} > /dev/null; sleep 0.3`),
    )
    expect(statSync(file).size).toBe(300 * MiB)
    rmSync(file)
    expect(usage?.memory?.value).toBeLessThan(60 * MiB)
  })

  test('the program gets the environment, the folder and the arguments that were asked for', async () => {
    const env = {
      PATH: process.env.PATH ?? '',
      'npm_config_//host/:x': 'odd name',
      QUOTED: `it's "so"\nand so`,
      PWD: '/elsewhere',
    }
    const code =
      'delete process.env.NODE_OPTIONS; console.log(JSON.stringify([process.env, process.cwd(), process.argv.slice(1), process.ppid]))'
    const run = [process.execPath, '-e', code, 'a b', `c'd`, '$HOME', '']
    const both = [requestTo(run, { env }), requestTo(run, { env, method: 'walk' })]
    const [inGroup, plain] = await Promise.all(
      both.map(async (request) => {
        const told = (await sampler.execute(request)).stdout.replaceAll(request.marker, '')
        return JSON.parse(told) as unknown[]
      }),
    )
    expect(inGroup).toEqual(plain)
    expect(inGroup?.[0]).toMatchObject({ 'npm_config_//host/:x': 'odd name', PWD: '/elsewhere' })
  })

  test('two commands at once, each in its own', async () => {
    const hold = (size: number): string => `const b = Buffer.alloc(${size} * 1024 * 1024, 1); setTimeout(() => b, 300)`
    const [big, small] = await Promise.all([sampler.execute(requestToNode(hold(300))), sampler.execute(requestToNode(hold(100)))])
    expect(big.usage?.memory?.value).toBeGreaterThan(300 * MiB)
    expect(small.usage?.memory?.value).toBeLessThan(250 * MiB)
  })
})

describe.runIf(process.platform === 'linux')('what goes to the disk', () => {
  test.each(['walk', undefined] as const)(
    'within 1 % of what was written, and nothing for what the cache answered, method %s',
    async (method) => {
      const file = join(tmpdir(), `slo-${process.pid}.disk`)
      const { usage } = await sampler.execute(
        requestTo(`dd if=/dev/zero of=${file} bs=1M count=40 conv=fsync 2>/dev/null; sleep 0.1; cat ${file} > /dev/null`, {
          method,
        }),
      )
      rmSync(file)
      expect(usage?.diskWrite?.value).toBeGreaterThan(40 * MiB * 0.99)
      expect(usage?.diskWrite?.value).toBeLessThan(40 * MiB * 1.01)
      expect(usage?.diskRead?.value).toBeLessThan(10 * MiB)
      expect(usage?.diskWrite).toMatchObject({ exact: true, source: expect.stringContaining('/proc/PID/io') })
    },
  )

  test('a process that ends while it is read hides nothing', async () => {
    const run = 'for i in 1 2 3 4 5 6 7 8 9; do cat /proc/self/comm > /dev/null; done'
    for (let command = 0; command < 40; command += 1) {
      const { usage } = await sampler.execute(requestTo(run, { method: 'walk', interval: 10 }))
      expect(usage?.diskWrite?.value).toBeGreaterThanOrEqual(0)
    }
  })

  test('what was read past the cache is counted', async () => {
    const file = join(tmpdir(), `slo-${process.pid}.direct`)
    writeFileSync(file, Buffer.alloc(16 * MiB, 1), { flush: true })
    const { end, usage } = await sampler.execute(requestTo(`dd if=${file} of=/dev/null bs=1M iflag=direct 2>/dev/null`))
    rmSync(file)
    // Not every file system can: one in memory has nothing to read past.
    if (end.kind !== 'exited' || end.code !== 0) return
    expect(usage?.diskRead?.value).toBeGreaterThanOrEqual(16 * MiB)
    expect(usage?.diskRead?.value).toBeLessThan(24 * MiB)
  })
})

// Who else counts the bytes of sockets: `ss` of iproute2. Where it is missing there is nobody to agree with.
const canLook = spawnSync('ss', ['-V']).status === 0

describe('the network of a command', () => {
  test('bytes of all interfaces, from the text of the kernel', () => {
    const text =
      'Inter-|   Receive  |  Transmit\n face |bytes packets|bytes\n    lo:  100 1 0 0 0 0 0 0  100 1 0 0 0 0 0 0\n  eth0: 20 1 0 0 0 0 0 0 3 1 0 0 0 0 0 0\n'
    expect(interfaceBytes(text)).toEqual({ sent: 103, received: 120 })
    expect(interfaceBytes('')).toBeUndefined()
  })

  const server = `
    const net = require('node:net')
    const server = net.createServer((socket) => { socket.resume(); socket.on('end', () => server.close()) })
    server.listen(0, '127.0.0.1', () => net.connect(server.address().port, '127.0.0.1', function () { this.end(Buffer.alloc(5_000_000)) }))`

  test.runIf(canGroup && intoOwnNetwork() !== undefined)(
    'of its own: every byte on loopback, and nothing of the machine',
    async () => {
      const { end, usage } = await sampler.execute(requestToNode(server, { network: 'isolated' }))
      expect(end).toEqual({ kind: 'exited', code: 0 })
      expect(usage?.networkSent).toMatchObject({ exact: true, source: expect.stringContaining('loopback only') })
      // Headers and acknowledgements come on top.
      expect(usage?.networkSent?.value).toBeGreaterThan(5_000_000)
      expect(usage?.networkSent?.value).toBeLessThan(5_500_000)
      expect(usage?.networkReceived?.value).toBe(usage?.networkSent?.value)
      const reach = `require('node:net').connect(9, '192.0.2.1').on('error', ({ code }) => console.log(code))`
      expect((await sampler.execute(requestToNode(reach, { network: 'isolated' }))).stdout).toBe('ENETUNREACH\n')
    },
  )

  test.runIf(canGroup && intoOwnNetwork() !== undefined && canLook)(
    'agrees with what ss tells of its sockets, and with the counters of its interface',
    async () => {
      const observed = `
        const net = require('node:net')
        const { execFileSync } = require('node:child_process')
        const server = net.createServer((socket) => { let got = 0; socket.on('data', ({ length }) => { if ((got += length) === 8_000_000) socket.write('all') }) })
        server.listen(0, '127.0.0.1', () => {
          const client = net.connect(server.address().port, '127.0.0.1', () => client.write(Buffer.alloc(8_000_000)))
          client.once('data', () => {
            console.log(execFileSync('ss', ['-Htin'], { encoding: 'utf8' }))
            console.log('lo ' + require('node:fs').readFileSync('/proc/net/dev', 'latin1').match(/lo:\\s*(\\d+)/)[1])
            process.exit()
          })
        })`
      const { usage, stdout } = await sampler.execute(requestToNode(observed, { network: 'isolated' }))
      const acknowledged = Math.max(...[...stdout.matchAll(/bytes_acked:(\d+)/g)].map(([, bytes]) => Number(bytes)))
      const [, carried] = /^lo (\d+)$/m.exec(stdout) ?? []
      const sent = usage?.networkSent?.value as number
      expect(acknowledged).toBeGreaterThanOrEqual(8_000_000)
      // Headers come on top of what sockets count; the end of the connection on top of what the interface had counted.
      expect(sent / acknowledged).toBeGreaterThan(1)
      expect(sent / acknowledged).toBeLessThan(1.1)
      expect(sent - Number(carried)).toBeGreaterThanOrEqual(0)
      expect(sent - Number(carried)).toBeLessThan(10_000)
    },
  )

  test.runIf(canGroup && intoOwnNetwork() !== undefined)(
    'of its own is limited like the rest, and the process that moves most is named',
    async () => {
      const talk = `
        const net = require('node:net')
        const server = net.createServer((socket) => socket.resume()).listen(0, '127.0.0.1', () => {
          const socket = net.connect(server.address().port, '127.0.0.1')
          setInterval(() => socket.write(Buffer.alloc(1_000_000)), 50)
        })`
      const network: Limit = { name: 'network', max: 2e6, written: '2MB/s', onExceed: 'kill', sustained: 300 }
      const run = ['sh', '-c', `sleep 600 & ${process.execPath} -e "$TALK"; true`]
      const {
        end,
        limits = [],
        left,
      } = await sampler.execute({
        ...requestTo(run, { network: 'isolated', limits: [network] }),
        env: { PATH: process.env.PATH ?? '', TALK: talk },
      })
      expect(end).toEqual({ kind: 'limited' })
      expect(limits).toMatchObject([{ limit: { name: 'network' }, culprit: expect.stringContaining('-e') }])
      expect(limits[0]?.measured).toBeGreaterThan(2e6)
      expect(left).toEqual([])
    },
  )

  test('not its own, unless asked for: unknown, not 0', async () => {
    const { usage } = await sampler.execute(requestToNode(server))
    expect(usage?.networkSent).toBeUndefined()
    expect(usage?.networkReceived).toBeUndefined()
  })
})

describe('names', () => {
  test.runIf(process.platform === 'linux')('a group is deserted when its maker is gone, and not before', () => {
    const name = groupName('abc.1.')
    expect(isDeserted(name)).toBe(false)
    expect(isDeserted(name.replace(/-\d+-abc/, '-1-abc'))).toBe(true)
    expect(isDeserted('docker')).toBe(false)
    // A pid of another container says nothing here.
    expect(isDeserted('vitest-slo-1-99999999-1-abc.1.')).toBe(false)
    expect(isGroupOf(name, 'abc.')).toBe(true)
    expect(isGroupOf(name, 'bc.')).toBe(false)
  })

  test.runIf(canGroup)('a deserted group is emptied and removed', async () => {
    const name = groupName('deserted.1.').replace(/-\d+-deserted/, '-1-deserted')
    const group = ControlGroup.open(name) as ControlGroup
    const child = spawn('/bin/sh', ['-c', `${group.joins.map((file) => `echo $$ > ${file}`).join(';')}; exec sleep 68`])
    while (group.members().length === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    const ended = once(child, 'exit')
    await endDesertedGroups()
    expect(await ended).toEqual([null, 'SIGKILL'])
    expect(groupsOf('deserted.')).toEqual([])
  })

  test.runIf(canGroup)('descriptors of closed groups are closed', async () => {
    const open = (): number => readdirSync('/proc/self/fd').length
    await sampler.execute(requestTo('true'))
    const before = open()
    for (let i = 0; i < 10; i++) await sampler.execute(requestTo('sleep 0.05'))
    expect(open()).toBeLessThanOrEqual(before + 2)
  })
})

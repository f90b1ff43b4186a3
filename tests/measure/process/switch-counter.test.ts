import { tmpdir } from 'node:os'
import { afterAll, describe, expect, test } from 'vitest'
import { ControlGroup } from '../../../src/measure/process/control-group.ts'
import { intoOwnNetwork } from '../../../src/measure/process/own-network.ts'
import { Sampler } from '../../../src/measure/process/sampler.ts'
import { behindCounter, countOf, uncounted } from '../../../src/measure/process/switch-counter.ts'
import type { SwitchCount } from '../../../src/measure/process/switch-counter.ts'
import { requestTo, requestToNode } from './fixtures/execution-request.ts'

const sampler = new Sampler()
afterAll(() => sampler.stop())

const group = ControlGroup.open(`slo-switches-${process.pid}`)
const canCount = typeof group !== 'string' && behindCounter({ program: 'true', args: [], cwd: tmpdir(), env: {} }) !== undefined
if (typeof group !== 'string') await group.close()

test.each([
  ['120 500 0\n', 480, { value: 110, exact: true }],
  ['120 500 1\n', 480, { missing: expect.stringContaining('left running') as string }],
  ['120 500 0\n', 600, { missing: expect.stringContaining('only a part') as string }],
  ['120 500 0\n', undefined, { missing: expect.stringContaining('only a part') as string }],
  ['5 0 0\n', 0, { value: 0, exact: true }],
  ['', 480, { missing: expect.any(String) as string }],
])('of %j, with %s ms spent in all and 10 switches before', (told, cpuTime, expected) => {
  expect(countOf(told, 10, cpuTime)).toMatchObject(expected)
})

function valueOf(count: SwitchCount | undefined): number {
  return count !== undefined && 'value' in count ? count.value : Number.NaN
}

describe.runIf(canCount)('context switches of a command', () => {
  // A process that waits for a pipe 500 times gives its processor away as often.
  const sleeps = 'for (let i = 0; i < 500; i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)'
  const told = `console.log(Object.entries(process.resourceUsage()).filter(([name]) => name.endsWith('ContextSwitches')).reduce((sum, [, count]) => sum + count, 0))`

  test('are what the process says of itself, and those of its children', async () => {
    const child = `require('node:child_process').execFileSync(process.execPath, ['-e', ${JSON.stringify(`${sleeps}; ${told}`)}], { stdio: 'inherit' }); ${told}`
    const { end, stdout, usage } = await sampler.execute(requestToNode(child, { switches: true }))
    expect(end).toEqual({ kind: 'exited', code: 0 })
    const [ofChild = 0, ofParent = 0] = stdout.trim().split('\n').map(Number)
    expect(ofChild).toBeGreaterThanOrEqual(500)
    const truth = ofChild + ofParent
    expect(usage?.contextSwitches).toMatchObject({ exact: true, source: 'getrusage of the whole command' })
    const value = valueOf(usage?.contextSwitches)
    expect(value).toBeGreaterThanOrEqual(truth)
    // Both say so before they end, which takes some more.
    expect(value).toBeLessThan(truth * 1.2 + 200)
    // Whoever counts is no process of the command.
    expect(usage?.processes.most).toBe(2)
  })

  test('what lost its parent and was waited for is in them, with something left behind there are none', async () => {
    const orphan = `(setsid perl -e 'select(undef, undef, undef, 0.001) for 1 .. 300' &); sleep 1.5`
    const all = await sampler.execute(requestTo(orphan, { switches: true }))
    expect(valueOf(all.usage?.contextSwitches)).toBeGreaterThan(300)
    const left = await sampler.execute(requestTo('setsid sleep 600 & exit 0', { switches: true }))
    expect(left).toMatchObject({
      end: { code: 0 },
      left: [],
      usage: { contextSwitches: { missing: expect.stringContaining('left running') as string } },
    })
  })

  test('it ends as it would: code, signal, limit of time, output, and nothing else of it changes', async () => {
    const ended = async (run: string, more = {}) => (await sampler.execute(requestTo(run, { switches: true, ...more }))).end
    expect(await ended('exit 7')).toEqual({ kind: 'exited', code: 7 })
    expect(await ended('kill -USR1 $$')).toEqual({ kind: 'signalled', signal: 'SIGUSR1' })
    expect(await ended('sleep 600', { timeout: 300 })).toEqual({ kind: 'timed-out' })
    const hold = 'const held = Buffer.alloc(1e8, 1); setTimeout(() => console.log(held.length), 200)'
    const [counted, plain] = [
      await sampler.execute(requestToNode(hold, { switches: true })),
      await sampler.execute(requestToNode(hold)),
    ]
    expect(counted.stdout).toBe('100000000\n')
    const [one = 0, other = 1] = [counted, plain].map(({ usage }) => usage?.memory?.value)
    expect(Math.abs(one - other) / other).toBeLessThan(0.05)
  })

  test.runIf(intoOwnNetwork() !== undefined)('also in a network of its own', async () => {
    const { usage } = await sampler.execute(requestToNode('0', { switches: true, network: 'isolated' }))
    expect(usage).toMatchObject({ contextSwitches: { value: expect.any(Number) }, networkSent: { exact: true } })
  })
})

test('without a control group they are not counted, and the reason says what it takes', async () => {
  const { usage } = await sampler.execute(requestToNode('0', { switches: true, method: 'walk' }))
  expect(usage?.contextSwitches).toEqual({ missing: uncounted })
  expect((await sampler.execute(requestToNode('0'))).usage?.contextSwitches).toBeUndefined()
})

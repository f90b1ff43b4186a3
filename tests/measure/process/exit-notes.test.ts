import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, test } from 'vitest'
import { ExitNotes, parseNote } from '../../../src/measure/process/exit-notes.ts'
import { Sampler } from '../../../src/measure/process/sampler.ts'
import { requestTo, requestToNode } from './fixtures/execution-request.ts'

const stat =
  '4711 (node) R 1 4711 4711 0 -1 4194304 100 0 0 0 12 3 40 5 20 0 11 0 987654 1073741824 20000 18446744073709551615 94000 95000 140000 0'
const note = `${stat}\n9877.12 100.00\nName:\tnode\nVmHWM:\t  204800 kB`

test('a note tells who, from when to when, and the peak', () => {
  expect(parseNote(note)).toEqual({ id: '4711@987654', started: 9_876_540, ended: 9_877_120, peak: 209_715_200 })
})

test.each(['', stat, `${stat}\n`, `${stat}\n9877.12 1.00\nName:\tnode`, `x\n9877.12 1.00\nVmHWM: 3 kB`])(
  'one that was cut off is none',
  (text) => {
    expect(parseNote(text)).toBeUndefined()
  },
)

test('no process under a permission model is asked for a note: it would fail', () => {
  expect(ExitNotes.open('x', 'node --permission app.js')).toBeUndefined()
  expect(ExitNotes.open('x', 'node --experimental-permission app.js')).toBeUndefined()
})

describe.runIf(process.platform === 'linux')('a command that is watched without a control group', () => {
  const sampler = new Sampler()
  const MiB = 2 ** 20
  afterAll(() => sampler.stop())

  const spike = `const b = Buffer.alloc(300 * 1024 * 1024, 1); setTimeout(() => process.exit(b[0] - 1), 5)`
  const spawning = (options: string): string =>
    `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(spike)}], ${options}); setTimeout(() => {}, 300)`

  test('sees the peak of a child that lived for some ms', async () => {
    const { usage } = await sampler.execute(requestToNode(spawning('{}'), { method: 'walk' }))
    expect(usage?.memory?.value).toBeGreaterThan(300 * MiB)
    expect(usage?.memory).toMatchObject({ exact: false, source: expect.stringContaining('at the end of those of Node') })
    expect(usage?.memoryAtLeast).toBeGreaterThan(300 * MiB)
    expect(usage?.memoryAtLeast).toBeLessThanOrEqual(usage?.memory?.value ?? 0)
  })

  test('a process alone is exact, however short it lived', async () => {
    const { usage, stdout } = await sampler.execute(
      requestToNode('console.log(process.resourceUsage().maxRSS * 1024)', { method: 'walk' }),
    )
    expect(usage?.memory).toMatchObject({ exact: true, source: 'VmHWM of the process at its end' })
    expect(usage?.memory?.value).toBeGreaterThan(Number(stdout) * 0.98)
    expect(usage?.processes.seen).toBe(1)
  })

  test('options that were there stay, and who sets its own is not broken', async () => {
    const env = { ...(process.env as Record<string, string>), NODE_OPTIONS: '--max-old-space-size=555' }
    const code = 'console.log(process.env.NODE_OPTIONS, require("v8").getHeapStatistics().heap_size_limit)'
    const kept = await sampler.execute(requestToNode(code, { method: 'walk', env }))
    expect(kept.stdout).toMatch(/^--max-old-space-size=555 --require=/)
    const own = await sampler.execute(requestToNode(spawning(`{ env: { NODE_OPTIONS: '--no-warnings' } }`), { method: 'walk' }))
    expect(own.end).toEqual({ kind: 'exited', code: 0 })
  })

  test('leaves no folder behind', async () => {
    const request = requestTo('node -e 0; node -e "process.kill(process.pid)"; true', { method: 'walk' })
    await sampler.execute(request)
    const owner = request.marker.split('.')[0] as string
    expect(readdirSync(tmpdir()).filter((name) => name.includes(owner))).toEqual([])
  })
})

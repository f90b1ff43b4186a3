import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { liveLog, serverFile } from '../../src/model/live.ts'
import { isLiveProcess, liveProcess } from '../../src/measure/process/live-process.ts'
import { LiveLogs } from '../../src/serve/live-logs.ts'
import { beginLive, endLive, tellCollected, tellFileEnded, tellLive, tellTested } from '../../src/vitest/in-main/live.ts'
import { openLiveLog } from '../../src/vitest/in-main/live-log.ts'
import type { WatchableRun } from '../../src/vitest/in-main/live-log.ts'

/** What is looked at of a file and its tests. */
function fileOf(name: string, states: readonly ('passed' | 'failed' | 'skipped' | 'pending')[], state = 'passed') {
  const module = { id: name, moduleId: `/project/tests/${name}`, state: () => state, meta: () => ({}) }
  const tests = states.map((one, index) => ({ id: `${name}-${index}`, fullName: `test ${index}`, module, result: () => ({ state: one }), meta: () => ({}) })) // prettier-ignore
  const children = { allTests: (only?: string) => tests.filter((each) => only === undefined || each.result().state === only) }
  return { module: Object.assign(module, { children }) as never, tests: tests as never[] }
}

function runIn(folder: string, modules: readonly never[] = [], id = 'a'): WatchableRun {
  const vitest = { config: { root: '/project' }, state: { getTestModules: () => modules } } as never
  return { id, startedAt: new Date(0), service: 'shop', files: 2, folder, vitest }
}

function liveFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'slo-live-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return join(dir, '.slo/live')
}

const processes = { own: liveProcess(), isAlive: isLiveProcess }

/** The folder as a server that was killed leaves it. */
function abandoned(): string {
  const folder = liveFolder()
  const { pid } = spawnSync(process.execPath, ['--version'])
  mkdirSync(folder, { recursive: true })
  for (const name of [serverFile(pid), liveLog('old')]) writeFileSync(join(folder, name), '')
  return folder
}

describe('a run', () => {
  test('that nobody watches writes nothing, and takes away what a killed server left', async () => {
    const folder = liveFolder()
    beginLive(runIn(folder))
    tellLive({ kind: 'note', text: 'a' })
    endLive()
    expect(existsSync(folder)).toBe(false)
    const left = abandoned()
    expect(openLiveLog(runIn(left))).toBeUndefined()
    expect(existsSync(left)).toBe(false)
  })

  // Only Linux tells when a process started (/proc): elsewhere a pid alone must do.
  test.runIf(process.platform === 'linux')('takes no later process for a server that was killed', () => {
    const folder = liveFolder()
    mkdirSync(folder, { recursive: true })
    const file = join(folder, serverFile(process.pid))
    writeFileSync(file, JSON.stringify({ pid: process.pid, processStart: '1' }))
    expect(openLiveLog(runIn(folder))).toBeUndefined()
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder)
    writeFileSync(file, JSON.stringify(liveProcess()))
    const log = openLiveLog(runIn(folder))
    expect(readdirSync(folder)).toContain(liveLog('a'))
    log?.end()
  })

  test('tells a server that comes in the middle of it, of everything once', async () => {
    const folder = liveFolder()
    const [a, b] = [fileOf('a.test.ts', ['passed', 'failed', 'skipped']), fileOf('b.test.ts', ['pending'], 'pending')]
    beginLive(runIn(folder, [a.module, b.module]))
    tellTested(a.tests[0]!)
    const logs = new LiveLogs(folder, processes)
    expect(logs.read()).toBeUndefined()
    tellCollected(b.module)
    await expect.poll(() => logs.read()?.tests).toEqual({ files: { done: 1, of: 2 }, found: 4, passed: 1, failed: 1, skipped: 1 })
    // It is in the middle of telling these.
    tellTested(a.tests[1]!)
    tellFileEnded(a.module)
    tellTested(fileOf('b.test.ts', ['passed']).tests[0]!)
    tellFileEnded(fileOf('b.test.ts', [], 'failed').module)
    tellLive({ kind: 'limit', text: 'memory' })
    endLive()
    expect(logs.read()).toMatchObject({
      id: 'a',
      service: 'shop',
      startedAt: '1970-01-01T00:00:00.000Z',
      status: 'ended',
      tests: { files: { done: 2, of: 2 }, passed: 2, failed: 1 },
      failures: [
        { file: 'tests/a.test.ts', name: 'test 1' },
        { file: 'tests/b.test.ts', name: 'the file itself' },
      ],
      limits: ['memory'],
    })
    tellLive({ kind: 'note', text: 'too late' })
    logs.close()
    expect(existsSync(folder)).toBe(false)
  })

  test('stops telling when the server has gone, and leaves nothing', async () => {
    const folder = liveFolder()
    const logs = new LiveLogs(folder, processes)
    const log = openLiveLog(runIn(folder))
    await expect.poll(() => logs.read()?.tests).toBeDefined()
    logs.close()
    expect(readdirSync(folder)).toEqual([liveLog('a')])
    log?.add({ kind: 'note', text: 'anybody?' })
    await expect.poll(() => existsSync(folder)).toBe(false)
    log?.add({ kind: 'note', text: 'nobody' })
    log?.end()
    expect(existsSync(folder)).toBe(false)
  })

  test('goes on where its log cannot be written', async () => {
    const folder = liveFolder()
    const logs = new LiveLogs(folder, processes)
    const log = openLiveLog(runIn(folder))
    rmSync(join(folder, liveLog('a')))
    mkdirSync(join(folder, liveLog('a')))
    log?.end()
    log?.add({ kind: 'note', text: 'more' })
    rmSync(join(folder, liveLog('a')), { recursive: true })
    logs.close()
    expect(existsSync(folder)).toBe(false)
  })
})

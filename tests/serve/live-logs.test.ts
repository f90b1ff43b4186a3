import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { liveLog } from '../../src/model/live.ts'
import { isLiveProcess, liveProcess } from '../../src/measure/process/live-process.ts'
import { LiveLogs } from '../../src/serve/live-logs.ts'

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'slo-live-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return join(dir, '.slo/live')
}

const line = (event: object): string => `${JSON.stringify(event)}\n`
const started = (id: string, minute: number, pid = process.pid): string => line({ kind: 'started', id, pid, at: `2026-01-05T10:0${minute}:00.000Z` }) // prettier-ignore
const ended = line({ kind: 'ended', at: '2026-01-05T10:09:00.000Z' })

const processes = { own: liveProcess(), isAlive: isLiveProcess }

/** A process that is gone. */
async function gone(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('close', resolve))
  return child.pid as number
}

describe('the logs of runs', () => {
  test('say that somebody watches, for as long as somebody does', () => {
    const dir = folder()
    const logs = new LiveLogs(dir, processes)
    expect(readdirSync(dir)).toEqual([`server-${process.pid}.json`])
    expect(logs.read()).toBeUndefined()
    logs.close()
    expect(existsSync(dir)).toBe(false)
    // Whatever happened to the folder meanwhile.
    expect(logs.read()).toBeUndefined()
    logs.close()
  })

  test('are read on from where they were read, and no half of a line', () => {
    const dir = folder()
    const logs = new LiveLogs(dir, processes)
    const file = join(dir, liveLog('a'))
    const note = Buffer.from(line({ kind: 'note', text: 'ünï' }))
    // Up to the middle of a letter.
    const middle = note.indexOf('ï') + 1
    writeFileSync(file, Buffer.concat([Buffer.from(started('a', 1)), note.subarray(0, middle)]))
    expect(logs.read()).toMatchObject({ id: 'a', notes: [], status: 'running' })
    appendFileSync(file, note.subarray(middle))
    expect(logs.read()?.notes).toEqual(['ünï'])
    appendFileSync(file, `no JSON\n\n${line({ kind: 'note', text: 'two' })}`)
    expect(logs.read()?.notes).toEqual(['ünï', 'two'])
    logs.close()
    // That run goes on.
    expect(readdirSync(dir)).toEqual(['a.ndjson'])
  })

  // Only Linux tells when a process started (/proc): elsewhere a pid alone must do.
  test.runIf(process.platform === 'linux')('tell a run that was killed from a later process that has got its pid', () => {
    const statusOf = (processStart: string | undefined): string | undefined => {
      const dir = folder()
      const logs = new LiveLogs(dir, processes)
      const event = { kind: 'started', id: 'a', pid: process.pid, processStart, at: '2026-01-05T10:00:00.000Z' }
      writeFileSync(join(dir, liveLog('a')), line(event))
      const status = logs.read()?.status
      logs.close()
      return status
    }
    expect(statusOf(liveProcess().processStart)).toBe('running')
    expect(statusOf('1')).toBe('lost')
    // A run that tells nothing of its start counts as long as there is its pid.
    expect(statusOf(undefined)).toBe('running')
  })

  test('the newest counts; those that are over go, as they go at the end', async () => {
    const dir = folder()
    const logs = new LiveLogs(dir, processes)
    writeFileSync(join(dir, liveLog('old')), started('old', 1) + ended)
    writeFileSync(join(dir, liveLog('new')), started('new', 3) + ended)
    writeFileSync(join(dir, liveLog('going')), started('going', 2))
    writeFileSync(join(dir, liveLog('lost')), started('lost', 0, await gone()))
    writeFileSync(join(dir, 'other.txt'), '')
    expect(logs.read()).toMatchObject({ id: 'new', status: 'ended' })
    expect(readdirSync(dir).toSorted()).toEqual(['going.ndjson', 'new.ndjson', 'other.txt', `server-${process.pid}.json`])
    logs.close()
    expect(readdirSync(dir).toSorted()).toEqual(['going.ndjson', 'other.txt'])
  })

  test('a run whose process is gone is lost, whatever it said last', async () => {
    const dir = folder()
    const logs = new LiveLogs(dir, processes)
    writeFileSync(join(dir, liveLog('a')), started('a', 1, await gone()))
    expect(logs.read()).toMatchObject({ status: 'lost' })
    logs.close()
    expect(existsSync(dir)).toBe(false)
  })
})

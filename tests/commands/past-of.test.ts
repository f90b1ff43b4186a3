import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pastOf } from '../../src/commands/past-of.ts'
import { openHistory } from '../../src/history/open-history.ts'
import type { RunHead } from '../../src/model/history.ts'
import { sloOf } from '../judge/sample-slo.ts'

function headOf(number: number, branch: string): RunHead {
  const startedAt = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()
  return { id: `run-${number}`, startedAt, finishedAt: startedAt, scope: 'full', outcome: 'met', exitCode: 0, environment: 'ci', fingerprint: 'a', machineClass: 'local', fit: true, branch } // prettier-ignore
}

test(
  'the last sixty runs of a branch are recalled for its trends, however busy other branches are',
  { timeout: 60_000 },
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'slo-past-'))
    onTestFinished(() => rmSync(root, { recursive: true, force: true }))
    const slo = sloOf('<= 200ms')
    const store = await openHistory('file:history.db', root)
    for (let number = 0; number < 150; number++) {
      const head = headOf(number, number < 70 ? 'main' : 'other')
      await store.append({ head, points: [], verdicts: [{ slo: slo.name, status: 'met', measured: 100 }], report: '{}' })
    }
    await store.close()
    const past = await pastOf({ root, config: { history: { store: 'file:history.db', keep: 1000 }, slos: [slo] }, here: { branch: 'main', machine: { fingerprint: 'a' } } }) // prettier-ignore
    const own = past?.runs.filter(({ branch }) => branch === 'main') ?? []
    expect(own).toHaveLength(60)
    expect(own[0]?.id).toBe('run-69')
    expect(past?.verdicts.get('run-69')).toMatchObject([{ measured: 100 }])
  },
)

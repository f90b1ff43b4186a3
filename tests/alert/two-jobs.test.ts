import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { twoJobs } from './two-jobs.ts'

test('two processes with the same news and one history in a file tell each once', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slo-two-jobs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { sent, told } = await twoJobs(`file:${join(folder, 'history.db')}`, 10)
  expect(sent).toEqual(Array.from({ length: 10 }, () => 1))
  expect(told).toEqual(Array.from({ length: 5 }, () => ['new', 'resolved']).flat())
})

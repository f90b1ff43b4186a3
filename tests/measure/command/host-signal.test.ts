import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hostSignal } from '../../../src/measure/command/host-signal.ts'
import { entryCode } from '../../../src/measure/process/entry-code.ts'
import { project, untilThere } from './fixtures/project.ts'

test('is quiet while the host lives', () => {
  expect(hostSignal().aborted).toBe(false)
  expect(hostSignal()).toBe(hostSignal())
})

test('a forked worker whose host is gone ends its command and puts the tree back', async () => {
  const root = project({ 'a.ts': 'a\n', 'entry.mjs': entryCode('./fixtures/harness', import.meta.url) })
  const options = { run: 'touch begun; sleep 30', prepare: { edit: 'a.ts' } }
  const harness = JSON.stringify({ name: 'long', options, context: { root, reportsDir: '.slo', interval: 100 } })
  const worker = fork(join(root, 'entry.mjs'), { env: { ...process.env, SLO_HARNESS: harness }, silent: true })
  const chunks: Buffer[] = []
  worker.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  await untilThere(join(root, 'begun'))
  expect(readFileSync(join(root, 'a.ts'), 'utf8')).not.toBe('a\n')
  worker.disconnect()
  // Not `close`, which a channel that was cut keeps away.
  await Promise.all([once(worker, 'exit'), once(worker.stdout as NodeJS.EventEmitter, 'end')])
  expect(Buffer.concat(chunks).toString()).toContain('was stopped after')
  expect(readFileSync(join(root, 'a.ts'), 'utf8')).toBe('a\n')
  expect(existsSync(join(root, '.slo/undo'))).toBe(false)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActiveTest } from './current-test.ts'

/** A new empty folder that lives as long as the test attempt. */
export function temporaryFolder({ task }: ActiveTest): string {
  const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-'))
  task.context.onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

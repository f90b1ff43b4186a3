import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderPrefix, session } from '../../measure/command/command-session.ts'
import type { ActiveTest } from './current-test.ts'

/** A new empty folder that lives as long as the test attempt; named so that whoever cleans up after the commands of a killed run knows it. */
export function temporaryFolder({ task }: ActiveTest): string {
  const folder = mkdtempSync(join(tmpdir(), folderPrefix(session)))
  task.context.onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

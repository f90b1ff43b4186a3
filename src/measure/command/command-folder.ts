import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { SloError } from '../../model/fault.ts'
import type { CommandPlan } from './command-plan.ts'
import { folderPrefix, session } from './command-session.ts'

/** The folder one sample runs in. */
export interface CommandFolder {
  /** Absolute. */
  readonly path: string
  readonly temporary: boolean
  readonly close: () => void
}

/** Opens the folder that the plan asks for; a SloError says when there is none. */
export async function openFolder({ name, cwd, root }: CommandPlan): Promise<CommandFolder> {
  if (cwd === 'temporary') return temporaryFolder()
  const path = resolve(root, typeof cwd === 'string' ? cwd : await cwd())
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return { path, temporary: false, close: () => undefined }
  throw new SloError(`command ${name}: cwd is ${path}, which is no folder`)
}

function temporaryFolder(): CommandFolder {
  // The real path: a program that asks for its folder must get the same answer as we do.
  const path = realpathSync(mkdtempSync(join(tmpdir(), folderPrefix(session))))
  return { path, temporary: true, close: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}

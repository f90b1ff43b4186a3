import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { findConfig } from '../../declare/load-config.ts'
import { nowhere } from '../../report/checks-of-run.ts'
import type { Declared } from '../../report/checks-of-run.ts'
import { declaredInSource } from '../../report/declared-in-source.ts'

/** Where SLOs are declared in the project of a folder. Today's file is read, which need not be that of a stored run: then the line is near. */
export function declaredIn(folder: string): Declared {
  const file = findConfig(folder)
  if (file === undefined) return nowhere
  try {
    return declaredInSource(relative(folder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8'))
  } catch {
    return nowhere
  }
}

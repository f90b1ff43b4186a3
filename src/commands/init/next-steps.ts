import { createRequire } from 'node:module'
import { join } from 'node:path'
import { findVitest } from '../find-vitest.ts'
import { ourName } from '../vitest-config.ts'
import { execCommand, installCommand, packageManager } from './package-manager.ts'

/** What a person does next, in the words of the package manager of the project. */
export function nextSteps(root: string): string[] {
  const manager = packageManager(root)
  const missing = [...(findVitest(root) === undefined ? ['vitest'] : []), ...(isInstalled(root) ? [] : [ourName])]
  const install = missing.length === 0 ? [] : [`install      ${installCommand(manager, missing)}`]
  return [...install, `first gate   ${execCommand(manager, 'slo run')}`]
}

function isInstalled(root: string): boolean {
  try {
    createRequire(join(root, 'package.json')).resolve(ourName)
    return true
  } catch {
    return false
  }
}

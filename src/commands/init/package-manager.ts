import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun'

const lockFiles: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
]

/** The package manager of a project, by the lock file of the nearest folder that has one. For hints only. */
export function packageManager(root: string): PackageManager {
  const found = lockFiles.find(([file]) => existsSync(join(root, file)))
  if (found !== undefined) return found[1]
  return dirname(root) === root ? 'npm' : packageManager(dirname(root))
}

/** The lock file of a folder itself; undefined where it has none. */
export function lockFile(folder: string): string | undefined {
  return lockFiles.find(([file]) => existsSync(join(folder, file)))?.[0]
}

/** How packages are added for development. */
export function installCommand(manager: PackageManager, packages: readonly string[]): string {
  return `${manager} ${manager === 'npm' ? 'install --save-dev' : 'add -D'} ${packages.join(' ')}`
}

/** How a program of a package is run. */
export function execCommand(manager: PackageManager, program: string): string {
  const runner = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', bun: 'bunx' }[manager]
  return `${runner} ${program}`
}

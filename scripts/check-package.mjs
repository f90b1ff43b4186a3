// What a user would install: packed once, then judged by publint and are-the-types-wrong.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-pack-'))
try {
  show('npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder)
  const tarball = join(folder, readdirSync(folder)[0])
  show('publint', 'run', '--strict', tarball)
  show('attw', '--profile', 'esm-only', tarball)
} catch (error) {
  process.exitCode = error.status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function show(command, ...args) {
  execFileSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
}

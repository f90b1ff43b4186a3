import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Programs of Debian that read what we write, and the packages they come in. */
const packages = { xmllint: 'libxml2-utils', pdftotext: 'poppler-utils', pdfinfo: 'poppler-utils' } as const

/** A program that validates; undefined where it is not installed. */
export function findValidator(name: keyof typeof packages): string | undefined {
  const path = `/usr/bin/${name}`
  return existsSync(path) ? path : undefined
}

/** Before the end-to-end tests: what is missing and may be installed. What fails here shows as the tests that need it. */
export function setup(): void {
  const missing = Object.entries(packages).filter(([name]) => findValidator(name as keyof typeof packages) === undefined)
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const names = [...new Set(missing.map(([, name]) => name))]
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
  ]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  }
}

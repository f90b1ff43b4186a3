import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** A Chromium on this machine; undefined where there is none. */
export function findChromium(): string | undefined {
  return candidates.find((path) => existsSync(path))
}

/** Before the end-to-end tests: Debian's Chromium, where it is missing and may be installed. What fails here shows as the tests that need it. */
export function setup(): void {
  if (findChromium() !== undefined || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  }
}

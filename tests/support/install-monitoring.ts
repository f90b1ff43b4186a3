import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const packages = ['prometheus', 'prometheus-alertmanager', 'prometheus-pushgateway']

/** What keeps tests of exported metrics and rules from running here; undefined where nothing does. */
export function monitoringMissing(): string | undefined {
  const missing = packages.filter((name) => !existsSync(`/usr/bin/${name}`))
  return missing.length === 0 ? undefined : `no ${missing.join(', ')} in /usr/bin`
}

/** Before the end-to-end tests: Prometheus, Alertmanager and Pushgateway from Debian, where they are missing and may be installed. */
export function setup(): void {
  if (monitoringMissing() === undefined || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  }
}

import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, onTestFinished } from 'vitest'
import { monitoringMissing } from './install-monitoring.ts'

/** `describe` for tests against real servers. Where they are missing, the tests are skipped and their name says why. */
export function describeMonitoring(name: string, body: () => void): void {
  const missing = monitoringMissing()
  if (missing === undefined) describe(name, body)
  else describe.skip(`${name} (skipped: ${missing})`, body)
}

/** A real server on loopback, ended with the test. */
export interface Server {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
}

/** Starts a Pushgateway. */
export async function startPushgateway(dir: string): Promise<Server> {
  return await start(dir, 'prometheus-pushgateway', (address) => [`--web.listen-address=${address}`])
}

/** Starts an Alertmanager with this configuration. */
export async function startAlertmanager(dir: string, config: string): Promise<Server> {
  writeFileSync(join(dir, 'alertmanager.yml'), config)
  return await start(dir, 'prometheus-alertmanager', (address) => [
    '--config.file=alertmanager.yml',
    `--storage.path=${join(dir, 'alertmanager')}`,
    '--cluster.listen-address=',
    `--web.listen-address=${address}`,
  ])
}

/** What a Prometheus works with. */
export interface PrometheusSetup {
  /** Scraped every second. */
  readonly pushgateway: Server
  /** Scraped too, as service `exposed`: what no rule is about. */
  readonly exposed: Server
  readonly alertmanager: Server
  readonly rules: readonly string[]
}

/** Starts a Prometheus that scrapes, follows rules, and tells an Alertmanager. */
export async function startPrometheus(
  dir: string,
  { pushgateway, exposed, alertmanager, rules }: PrometheusSetup,
): Promise<Server> {
  const target = ({ url }: Server): string => `static_configs: [{ targets: ['${new URL(url).host}'] }]`
  writeFileSync(
    join(dir, 'prometheus.yml'),
    `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ${JSON.stringify(rules)}
alerting: { alertmanagers: [{ ${target(alertmanager)} }] }
scrape_configs:
  - { job_name: pushgateway, honor_labels: true, ${target(pushgateway)} }
  - { job_name: exposed, ${target(exposed)}, metric_relabel_configs: [{ target_label: service, replacement: exposed }] }
`,
  )
  return await start(dir, 'prometheus', (address) => [
    '--config.file=prometheus.yml',
    `--storage.tsdb.path=${join(dir, 'prometheus')}`,
    `--web.listen-address=${address}`,
  ])
}

async function start(dir: string, program: string, argsFor: (address: string) => readonly string[]): Promise<Server> {
  const address = `127.0.0.1:${await freePort()}`
  mkdirSync(dir, { recursive: true })
  const child = spawn(`/usr/bin/${program}`, argsFor(address), { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const url = `http://${address}`
  await until(
    `${program} is ready`,
    async () => (await fetch(`${url}/-/ready`)).ok,
    () => said,
  )
  return { url }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { readonly port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Waits until something holds. Rejects after a minute, with what is known by then. */
export async function until(what: string, holds: () => Promise<boolean>, known: () => string = () => ''): Promise<void> {
  const end = Date.now() + 60_000
  for (;;) {
    if (await holds().catch(() => false)) return
    if (Date.now() > end) throw new Error(`not within a minute: ${what}\n${known()}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

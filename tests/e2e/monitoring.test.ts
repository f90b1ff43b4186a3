import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { mailServer, receiver } from '../alert/receiver.ts'
import type { Receiver } from '../alert/receiver.ts'
import { consumer, project, runSlo } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { pluginConfig } from '../support/gate.ts'
import { describeMonitoring, startAlertmanager, startPrometheus, startPushgateway, until } from '../support/monitoring.ts'
import type { Server } from '../support/monitoring.ts'

const major: Major = 4

/** SLOs of every unit and of all that can be measured without a container; metrics of all types; alerts that somebody else tells. */
const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({
  service: 'acme/generator',
  fitness: 'ignore',
  profiling: { when: 'never' },
  probes: { build: { run: 'node -e 0', samples: 1 } },
  metrics: {
    level: { type: 'gauge', unit: 'count' },
    latency: { type: 'histogram', unit: 'ms' },
    served: { type: 'counter', unit: 'count' },
    payload: { type: 'summary', unit: 'bytes' },
    render: { type: 'timer', unit: 'ms' },
  },
  slos: {
    level: { sli: sli.metric('level').value, objective: '<= 5', owner: 'team web', description: 'A level that is too high floods the "cellar".' },
    quick: { sli: sli.test('*').duration, objective: 'p99 <= 1h', enforce: 'budget', target: '95%', window: 30 },
    other: { sli: sli.command('never run').duration, objective: '<= 1s' },
    files: { sli: sli.file('**').memory, objective: 'peak <= 100GB' },
    build: { sli: sli.command('build').duration, objective: '<= 1h' },
    work: { sli: sli.measure('work').duration, objective: '<= 1h' },
    hash: { sli: sli.bench('hash').throughput, objective: '>= 1/s' },
    source: { sli: sli.artifact('*.ts').size, objective: '<= 1MB' },
    latency: { sli: sli.metric('latency').distribution, objective: 'median <= 180ms' },
    flakes: { sli: sli.run.flakeRate, objective: '<= 100%' },
  },
  alerts: {
    when: 'never',
    link: 'https://ci.example.com/{run}',
    channels: {
      hook: { kind: 'webhook', url: process.env.HOOK ?? 'http://127.0.0.1:9' },
      mail: { kind: 'email', server: process.env.SMTP ?? 'smtp://127.0.0.1', from: 'slo@example.com', to: ['web@example.com'] },
      chat: { kind: 'slack', url: 'env:CHAT' },
      'on call': { kind: 'pagerduty', key: 'env:PAGER', url: process.env.PAGER_URL ?? 'http://127.0.0.1:9' },
    },
    routes: [
      { to: ['hook'] },
      { to: ['mail'], owner: 'team web' },
      { to: ['chat'], type: ['no-data'] },
      { to: ['on call'], severity: ['critical'], escalation: true },
    ],
  },
})`

const files = {
  'vitest.config.ts': pluginConfig,
  'slo.config.ts': config,
  'a.test.ts': `import { slo, test } from 'vitest-slo/test'
test('records', async () => {
  slo.metric.gauge('level', 7)
  for (const ms of [100, 120, 170, 190]) slo.metric.histogram('latency', ms)
  slo.metric.counter('served', 42)
  for (const bytes of [10, 20, 30]) slo.metric.summary('payload', bytes)
  slo.metric.timer('render').stop()
  await slo.measure('work', () => 1 + 1, { samples: 3 })
  await slo.bench('hash', () => 'acme'.length, { time: '50ms' })
})`,
}

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}

/** A server that answers with a text, and keeps what is posted to it. */
async function answering(
  answer: string,
  type = 'application/json',
  status = 200,
): Promise<Server & { readonly bodies: string[] }> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      bodies.push(body)
      response.writeHead(status, { 'content-type': type }).end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies }
}

/** All that a receiver was told. Go writes < as \u003c. */
function toldTo({ received }: Receiver): string {
  return received.map(({ body }) => body.replaceAll(String.raw`\u003c`, '<')).join('\n')
}

type Sample = { readonly value: readonly [number, string] }

async function query({ url }: Server, expr: string): Promise<readonly Sample[]> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expr)}`)
  const { data } = (await answer.json()) as { readonly data?: { readonly result: readonly Sample[] } }
  return data?.result ?? []
}

let dir = ''
const slo = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => await runSlo(dir, args, { major, env })

function tool(name: 'promtool' | 'amtool', args: readonly string[], input?: string): string {
  return execFileSync(`/usr/bin/${name}`, args, { cwd: dir, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
}

/** The same run, so many days earlier: a history without running anything. */
function rememberEarlierRuns(): void {
  const report = JSON.parse(readFileSync(join(dir, '.slo/report.json'), 'utf8')) as {
    readonly run: Readonly<Record<string, string>>
  }
  mkdirSync(join(dir, 'past'))
  for (let day = 1; day <= 10; day++) {
    const ago = (time = ''): string => new Date(Date.parse(time) - day * 86_400_000).toISOString()
    const { startedAt, finishedAt } = report.run
    const run = { ...report.run, id: `earlier-${day}`, startedAt: ago(startedAt), finishedAt: ago(finishedAt) }
    writeFileSync(join(dir, 'past', `report-${day}.json`), JSON.stringify({ ...report, run }))
  }
}

beforeAll(async () => {
  dir = project(files, { major })
  await slo(['run'])
  rememberEarlierRuns()
  await slo(['history', 'import', 'past'])
  const ended = await slo(['run'])
  expect([ended.exitCode, ended.stdout + ended.stderr]).toEqual([1, expect.stringContaining('1 violated | 1 no data')])
}, 120_000)

describeMonitoring('a violated run', () => {
  test(
    'goes by Pushgateway to Prometheus, whose exported rule fires, and Alertmanager with the exported routes tells who has to know',
    { timeout: 300_000 },
    async () => {
      const [hook, chat, pager, post] = [await receiver(200), await receiver(200), await receiver(202), await mailServer()]
      const env = { HOOK: `${hook.url}/slo`, SMTP: `smtp://slo:open%20sesame@${post.address}`, PAGER_URL: `${pager.url}/enqueue` }
      const [rules, tests, routes] = ['rules.yml', 'tests.yml', 'alertmanager.yml']
      const secrets = { mail: 'open sesame', chat: `${chat.url}/T0/hidden`, 'on-call': 'hidden-key' }
      mkdirSync(join(dir, 'secrets'))
      for (const [name, value] of Object.entries(secrets)) writeFileSync(join(dir, 'secrets', name), value)

      const exportRules = ['export', 'prometheus-rules', '--production', '--output', rules, '--tests', tests]
      const exportRoutes = ['export', 'alertmanager', '--secrets', join(dir, 'secrets'), '--output', routes]
      for (const args of [exportRules, exportRoutes]) expect(await slo(args, env)).toMatchObject({ exitCode: 0 })
      expect(tool('promtool', ['check', 'rules', rules])).toContain('SUCCESS')
      expect(tool('promtool', ['test', 'rules', tests])).toContain('SUCCESS')
      expect(tool('amtool', ['check-config', routes])).toContain('SUCCESS')
      for (const value of Object.values(secrets)) expect(readFileSync(join(dir, routes), 'utf8')).not.toContain(value)
      const routed = (...labels: readonly string[]): string =>
        tool('amtool', ['config', 'routes', 'test', `--config.file=${routes}`, 'service=acme/generator', ...labels]).trim()
      expect(routed('alertname=SloViolated', 'severity=critical', 'type=error', 'owner=team web')).toBe('hook,mail')
      expect(routed('alertname=SloWithoutData', 'severity=critical', 'type=no-data')).toBe('hook,chat')
      expect(routed('alertname=SloStillViolated', 'severity=critical', 'type=time')).toBe('hook,on call')
      expect(routed('alertname=SloStillViolated', 'severity=medium', 'type=time')).toBe('hook')
      expect(routed('alertname=NotOurs')).toBe('nobody')

      const text = (await slo(['metrics', '--format', 'prometheus'])).stdout
      expect(tool('promtool', ['check', 'metrics'], text)).toBe('')
      const exposed = await answering(
        (await slo(['metrics'])).stdout,
        'application/openmetrics-text; version=1.0.0; charset=utf-8',
      )
      const servers = join(dir, 'servers')
      const pushgateway = await startPushgateway(servers)
      const alertmanager = await startAlertmanager(servers, readFileSync(join(dir, routes), 'utf8'))
      const prometheus = await startPrometheus(servers, { pushgateway, exposed, alertmanager, rules: [join(dir, rules)] })
      expect(await slo(['metrics', '--push', pushgateway.url])).toMatchObject({ exitCode: 0, stderr: '' })

      await until('the violation is told', async () => toldTo(hook).includes('level breaks its promise max <= 5'))
      expect(toldTo(hook)).toContain('Measured 7, promised max <= 5')
      expect(toldTo(hook)).toContain('"owner":"team web"')
      expect(toldTo(hook)).toMatch(/"report":"https:\/\/ci\.example\.com\/[\da-f]/)
      await until('the mail is sent', async () =>
        post.mails.some((mail) => mail.includes('Subject: level breaks its promise max')),
      )
      await until('the chat hears of what has no data', async () => toldTo(chat).includes('Nothing measures other'))
      await until('somebody is called', async () => toldTo(pager).includes('level still breaks its promise'))
      expect(toldTo(pager)).toMatch(/"routing_key":"hidden-key".*"severity":"critical"/)
      expect(toldTo(chat)).not.toContain('level')
      for (const told of [toldTo(hook), ...post.mails]) expect(told).not.toContain('quick')

      const dashboard = JSON.parse((await slo(['export', 'grafana'])).stdout) as Dashboard
      const targets = dashboard.panels.flatMap(({ title, targets: of }) => of.map(({ expr }) => ({ title, expr })))
      // One SLO was not measured: of that one only the promise is there.
      const known = targets.filter(({ expr }) => !/measured_\w+\{.*slo="other"/.test(expr))
      expect([known.length, targets.length]).toEqual([26, 27])
      for (const { title, expr } of known) expect([title, expr, (await query(prometheus, expr)).length > 0]).toEqual([title, expr, true]) // prettier-ignore
      const valueOf = async (expr: string): Promise<number> => Number((await query(prometheus, expr))[0]?.value[1])
      const pushed = 'job="vitest-slo"'
      expect(await valueOf('vitest_slo_measured{slo="level"}')).toBe(7)
      expect(await valueOf('vitest_slo_violated_runs{slo="level"}')).toBe(12)
      expect(await valueOf(`vitest_slo_metric_level{${pushed}}`)).toBe(7)
      expect(await valueOf(`vitest_slo_metric_served_total{${pushed}}`)).toBe(42)
      expect(await valueOf(`vitest_slo_metric_payload_bytes{quantile="0.5",${pushed}}`)).toBe(20)
      expect(await valueOf(`vitest_slo_metric_render_seconds_count{${pushed}}`)).toBe(1)
      // The promise is a bound of the buckets: the share that kept it is exact.
      expect(await valueOf(`vitest_slo_metric_latency_seconds_bucket{le="0.18",${pushed}} / ignoring (le) vitest_slo_metric_latency_seconds_count{${pushed}}`)).toBe(0.75) // prettier-ignore
      await until('OpenMetrics is scraped', async () => (await valueOf('up{job="exposed"}')) === 1)
      expect(await valueOf('vitest_slo_metric_served_total{service="exposed"}')).toBe(42)
      await until(
        'the recorded share',
        async () => (await query(prometheus, 'slo:vitest_slo_bad:ratio_avg5m{slo="quick"}')).length > 0,
      )
    },
  )
})

describe('exports', () => {
  test('read back as what they are, and a receiver that fails is named', { timeout: 60_000 }, async () => {
    const { env, node } = consumer(major)
    writeFileSync(
      join(dir, 'read.mjs'),
      `import { parseAllDocuments } from 'yaml'\nimport { readFileSync } from 'node:fs'\nconsole.log(parseAllDocuments(readFileSync(0, 'utf8')).map((one) => one.toJS().kind).join())`,
    )
    const openSlo = await slo(['export', 'openslo'])
    expect(execFileSync(node, ['read.mjs'], { cwd: dir, env, input: openSlo.stdout, encoding: 'utf8' })).toMatch(
      /^Service(,SLO){10}\n$/,
    )

    const otlp = await answering('{}')
    expect(await slo(['metrics', '--otlp', `${otlp.url}/v1/metrics`])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(otlp.bodies[0]).toContain('"name":"vitest_slo_measured"')

    const partly = await answering('{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"too old"}}')
    const refused = await slo(['metrics', '--otlp', `${partly.url}/v1/metrics`])
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('refused 2 of the figures') as string })
    const broken = await answering('no room', 'text/plain', 503)
    const failed = await slo(['metrics', '--push', broken.url.replace('//', '//user:secret@')])
    expect([failed.exitCode, failed.stderr]).toEqual([2, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/metrics\/job\/vitest-slo\/service@base64\/\S+ answered 503: no room\n$/)]) // prettier-ignore
    const nobody = await slo(['metrics', '--push', 'http://127.0.0.1:9'])
    expect(nobody).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/did not answer: .*(ECONNREFUSED|bad port)/) as string,
    })
  })
})

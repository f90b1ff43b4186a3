import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { consumer, project, runSlo } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { pluginConfig, sloConfig } from '../support/gate.ts'
import { describeMonitoring, startAlertmanager, startPrometheus, startPushgateway, until } from '../support/monitoring.ts'
import type { Server } from '../support/monitoring.ts'

const major: Major = 4

const slos = `
  level: { sli: sli.metric('level').value, objective: '<= 5', owner: 'team web', description: 'A level that is too high floods the "cellar".' },
  quick: { sli: sli.test('*').duration, objective: 'p99 <= 1h', enforce: 'budget', target: '95%', window: 30 },
  other: { sli: sli.command('never run').duration, objective: '<= 1s' },
`
const files = {
  'vitest.config.ts': pluginConfig,
  'slo.config.ts': sloConfig(slos, "service: 'acme/generator',"),
  'a.test.ts': `import { slo, test } from 'vitest-slo/test'\ntest('sets the level', () => slo.metric.gauge('level', 7))`,
}

interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[]
}

/** A receiver that keeps what is posted to it. */
async function receiver(status = 200, answer = '{}'): Promise<Server & { readonly bodies: string[] }> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      // Go writes < as \u003c.
      bodies.push(body.replaceAll(String.raw`\u003c`, '<'))
      response.writeHead(status).end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies }
}

async function query({ url }: Server, expr: string): Promise<readonly { readonly value: readonly [number, string] }[]> {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expr)}`)
  const { data } = (await answer.json()) as {
    readonly data?: { readonly result: readonly { readonly value: readonly [number, string] }[] }
  }
  return data?.result ?? []
}

function promtool(dir: string, args: readonly string[], input?: string): string {
  return execFileSync('/usr/bin/promtool', args, { cwd: dir, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
}

describeMonitoring('a violated run', () => {
  test(
    'goes by Pushgateway to Prometheus, whose exported rule fires, and Alertmanager tells somebody',
    { timeout: 180_000 },
    async () => {
      const dir = project(files, { major })
      const slo = async (...args: readonly string[]) => await runSlo(dir, args, { major })
      expect((await slo('run')).exitCode).toBe(1)

      expect(await slo('export', 'prometheus-rules', '--output', 'rules.yml', '--tests', 'tests.yml')).toMatchObject({
        exitCode: 0,
      })
      expect(promtool(dir, ['check', 'rules', 'rules.yml'])).toContain('SUCCESS')
      expect(promtool(dir, ['test', 'rules', 'tests.yml'])).toContain('SUCCESS')
      const again = await slo('export', 'prometheus-rules')
      expect(again.stdout).toBe(readFileSync(join(dir, 'rules.yml'), 'utf8'))
      expect(promtool(dir, ['check', 'metrics'], (await slo('metrics', '--format', 'prometheus')).stdout)).toBe('')

      const hook = await receiver()
      const pushgateway = await startPushgateway(join(dir, 'servers'))
      const alertmanager = await startAlertmanager(
        join(dir, 'servers'),
        `route: { receiver: hook, group_wait: 1s }\nreceivers: [{ name: hook, webhook_configs: [{ url: '${hook.url}' }] }]\n`,
      )
      const prometheus = await startPrometheus(join(dir, 'servers'), {
        pushgateway,
        alertmanager,
        rules: [join(dir, 'rules.yml')],
      })
      expect(await slo('metrics', '--push', pushgateway.url)).toMatchObject({ exitCode: 0, stderr: '' })

      await until('the violation arrives', async () =>
        hook.bodies.some((body) => body.includes('level breaks its promise max <= 5')),
      )
      const told = hook.bodies.join('')
      expect(told).toContain('Measured 7, promised max <= 5')
      expect(told).toContain('"owner":"team web"')
      await until('what has no data arrives', async () => hook.bodies.some((body) => body.includes('Nothing measures other')))
      expect(hook.bodies.join('')).not.toContain('quick')

      const dashboard = JSON.parse((await slo('export', 'grafana')).stdout) as Dashboard
      const expressions = dashboard.panels
        .filter(({ title }) => !title.startsWith('other'))
        .flatMap(({ targets }) => targets.map(({ expr }) => expr))
      expect(expressions).toHaveLength(8)
      for (const expr of expressions) expect([expr, (await query(prometheus, expr)).length]).toEqual([expr, 1])
      expect((await query(prometheus, 'vitest_slo_measured{slo="level"}'))[0]?.value[1]).toBe('7')
      await until(
        'the recorded share',
        async () => (await query(prometheus, 'slo:vitest_slo_bad:ratio_avg5m{slo="quick"}')).length === 1,
      )
    },
  )
})

describe('exports', () => {
  test('read back as what they are, and a receiver that fails is named', { timeout: 60_000 }, async () => {
    const dir = project(files, { major })
    const slo = async (...args: readonly string[]) => await runSlo(dir, args, { major })
    await slo('run')
    const { env, node } = consumer(major)
    writeFileSync(
      join(dir, 'read.mjs'),
      `import { parseAllDocuments } from 'yaml'\nimport { readFileSync } from 'node:fs'\nconsole.log(parseAllDocuments(readFileSync(0, 'utf8')).map((one) => one.toJS().kind).join())`,
    )
    const openSlo = await slo('export', 'openslo')
    expect(execFileSync(node, ['read.mjs'], { cwd: dir, env, input: openSlo.stdout, encoding: 'utf8' })).toBe(
      'Service,SLO,SLO,SLO\n',
    )

    const otlp = await receiver()
    expect(await slo('metrics', '--otlp', `${otlp.url}/v1/metrics`)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(otlp.bodies[0]).toContain('"name":"vitest_slo_measured"')

    const partly = await receiver(200, '{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"too old"}}')
    const refused = await slo('metrics', '--otlp', `${partly.url}/v1/metrics`)
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('refused 2 of the figures') as string })
    const broken = await receiver(503, 'no room')
    const failed = await slo('metrics', '--push', broken.url.replace('//', '//user:secret@'))
    expect([failed.exitCode, failed.stderr]).toEqual([2, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/metrics\/job\/vitest-slo\/service@base64\/\S+ answered 503: no room\n$/)]) // prettier-ignore
    const nobody = await slo('metrics', '--push', 'http://127.0.0.1:9')
    expect(nobody).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/did not answer: .*(ECONNREFUSED|bad port)/) as string,
    })
  })
})

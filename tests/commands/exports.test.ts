import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sampleRun } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, linkPackages, slo } from './test-world.ts'

const config = `export default { service: 'acme', slos: { build: { sli: { subject: { kind: 'command', name: 'build' }, metric: 'duration' }, objective: '<= 3s' } } }`

function folder(): string {
  const made = folderWith({ 'slo.config.ts': config, '.slo/report.json': storedText(sampleRun) })
  linkPackages(made, ['yaml'])
  return made
}

describe('slo metrics', () => {
  test.each([
    ['openmetrics', /^# HELP [^]*# EOF\n$/],
    ['prometheus', /^# HELP [^]*vitest_slo_status\{/],
    ['json', /^\{\n {2}"families": \[/],
    ['csv', /^metric,labels,value\r\n/],
    ['otlp', /^\{"resourceMetrics":\[/],
  ])('as %s', async (format, text) => {
    const { exitCode, stdout } = await slo(folder(), ['metrics', '--format', format])
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(text)])
  })

  test('go to a file', async () => {
    const dir = folder()
    const ended = await slo(dir, ['metrics', '.slo', '--output', 'out/slo.prom'])
    expect(ended).toEqual({ exitCode: 0, stdout: '', stderr: 'wrote out/slo.prom\n' })
    expect(readFileSync(join(dir, 'out/slo.prom'), 'utf8')).toContain('vitest_slo_run_exit_code')
  })

  test.each([
    ['--push', 'pushgateway', '--push pushgateway is no address: write http://host:port'],
    ['--otlp', 'ftp://host', '--otlp ftp://host is no address: write http://host:port'],
    ['missing.json', '--tests', 'missing.json was not found'],
  ])('%s %s is refused', async (first, second, message) => {
    const { exitCode, stderr } = await slo(folder(), ['metrics', first, second])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('slo export', () => {
  test.each([
    ['prometheus-rules', 'alert: SloViolated'],
    ['grafana', '"title": "Performance promises of acme"'],
    ['openslo', 'apiVersion: openslo/v1'],
  ])('%s, twice the same', async (kind, text) => {
    const dir = folder()
    const first = await slo(dir, ['export', kind])
    expect([first.exitCode, first.stderr]).toEqual([0, ''])
    expect(first.stdout).toContain(text)
    expect((await slo(dir, ['export', kind])).stdout).toBe(first.stdout)
  })

  test('writes rules and their tests, which name the file of the rules from where they lie', async () => {
    const dir = folder()
    const ended = await slo(dir, ['export', 'prometheus-rules', '--output', 'rules.yml', '--tests', 'deep/tests.yml'])
    expect(ended.stderr).toBe('wrote rules.yml\nwrote deep/tests.yml\n')
    expect(readFileSync(join(dir, 'deep/tests.yml'), 'utf8')).toContain('rule_files:\n  - ../rules.yml\n')
  })

  test.each([
    [['prometheus-rules', '--stale', 'soon'], '--stale soon is no duration that Prometheus reads: write 12h, 7d or 2w\n'],
    [['grafana', '--tests', 'a.yml', '--output', 'b.json'], '--tests: only prometheus-rules come with tests\n'],
    [['prometheus-rules', '--tests', 'a.yml'], '--tests needs --output: the tests name the file of the rules\n'],
  ])('%j is refused, and writes nothing', async (args, message) => {
    const dir = folder()
    expect(await slo(dir, ['export', ...args])).toEqual({ exitCode: 2, stdout: '', stderr: message })
    expect(existsSync(join(dir, 'b.json'))).toBe(false)
  })
})

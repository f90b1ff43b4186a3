import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runCli } from '../../src/commands/run-cli.ts'
import type { World } from '../../src/commands/world.ts'
import { sampleRun } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo, testWorld } from './test-world.ts'
import type { TestWorld } from './test-world.ts'

const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ service: 'shop', slos: { build: { sli: sli.run.duration, objective: '<= 1h' } } })
`
const files = { 'slo.config.ts': config, 'package.json': '{"type":"module"}' }
const monday = { ...sampleRun, id: 'aaaa-monday', startedAt: '2026-01-05T10:00:00.000Z', branch: 'main' }
const tuesday = { ...sampleRun, id: 'aaab-tuesday', startedAt: '2026-01-06T10:00:00.000Z', branch: 'topic' }

interface Served {
  readonly url: string
  readonly world: TestWorld
  readonly ended: Promise<number>
}

/** \`slo serve\` at any free port, ended with the test. */
async function serve(folder: string, args: readonly string[] = [], changes: Partial<World> = {}): Promise<Served> {
  const world = testWorld(folder, changes)
  const ended = runCli(['serve', '--port', '0', ...args], world)
  onTestFinished(async () => {
    world.send('SIGTERM')
    await ended
  })
  await expect.poll(() => world.listeners() > 0 || world.said.stderr !== '', { timeout: 10_000 }).toBe(true)
  const [, url = ''] = /^(\S+) shows/.exec(world.said.stdout) ?? []
  return { url, world, ended }
}

async function textOf(url: string, accept = 'text/html'): Promise<string> {
  return await (await fetch(url, { headers: { accept } })).text()
}

async function filled(): Promise<string> {
  const folder = folderWith({ ...files, 'old/a/report.json': storedText(monday), 'old/b/report.json': storedText(tuesday) })
  expect((await slo(folder, ['history', 'import', 'old'])).exitCode).toBe(0)
  return folder
}

describe('slo serve', () => {
  test('shows the newest run, those before it, and one of them', async () => {
    const { url, world } = await serve(await filled())
    expect(await textOf(url)).toContain('<title>violated: ')
    const runs = await textOf(`${url}runs`)
    expect(runs).toContain('<title>Runs of shop - vitest-slo</title>')
    expect(runs.indexOf('href="/runs/aaab-tuesday"')).toBeLessThan(runs.indexOf('href="/runs/aaaa-monday"'))
    expect(await textOf(`${url}runs/aaaa`)).toContain('<nav class="served" aria-label="Other runs"><a href="/live"')
    const page = await fetch(`${url}runs/aaaa-monday`)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'sha256-/)
    expect(await textOf(`${url}live`)).toContain('No run goes on.')
    expect(await textOf(`${url}health`)).toBe('ok\n')
    expect(world.said.stderr).toBe('')
  })

  test('tells programs the same', async () => {
    const { url } = await serve(await filled())
    const json = async (path: string) => JSON.parse(await textOf(`${url}api/${path}`)) as unknown
    expect(await json('runs')).toMatchObject({ service: 'shop', runs: [{ id: 'aaab-tuesday' }, { id: 'aaaa-monday' }] })
    expect(await json('runs?branch=main&limit=5')).toMatchObject({ runs: [{ id: 'aaaa-monday' }] })
    expect(await json('runs/last')).toMatchObject({ id: 'aaab-tuesday', outcome: 'violated', report: '/api/runs/aaab-tuesday/report.json' }) // prettier-ignore
    expect(await textOf(`${url}api/runs/aaaa/report.json`)).toBe(storedText(monday))
    expect(await json('live')).toEqual({ status: 'idle' })
    expect(await textOf(`${url}api/runs/aaaa/failures.csv`)).toMatch(/^table,status,name/)
    const junit = await fetch(`${url}api/runs/aaaa/report.junit.xml`)
    expect(junit.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    expect(await junit.text()).toContain('<testsuites')
    expect(await json('reports/historical.json')).toMatchObject({ kind: 'historical' })
    expect(await textOf(`${url}api/reports/flaky.md`)).toContain('Flaky')
  })

  test('says that there is no browser to print with', async () => {
    const { url } = await serve(await filled(), [], { env: { CHROME_PATH: '/nowhere' }, platform: 'none' })
    const answer = await fetch(`${url}api/reports/historical.pdf`)
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('a PDF is printed by Chromium')])
  })

  test('has nothing else, whatever the path', async () => {
    const { url } = await serve(await filled())
    const wanted: readonly (readonly [string, number])[] = [
      ['runs/zzzz', 404],
      // Two runs begin so.
      ['runs/aaa', 404],
      ['api/runs/aaaa/report.exe', 404],
      ['api/runs/aaaa/other.csv', 404],
      ['api/runs/aaaa/report.json/more', 404],
      ['api/runs?limit=0', 400],
      ['api/runs?limit=x', 400],
      ['api/reports/run.json', 404],
      ['api/reports/comparative.json', 500],
      ['api', 404],
      ['runs/a/b', 404],
      ['runs/..%2f..%2f..%2fetc%2fpasswd', 404],
      ['..%2fslo.config.ts', 404],
      ['slo.config.ts', 404],
      ['constructor', 404],
    ]
    for (const [path, status] of wanted) {
      const answer = await fetch(url + path)
      expect.soft([path, answer.status]).toEqual([path, status])
      expect(await answer.text()).not.toMatch(/defineConfig|root:/)
    }
  })

  test('gives the last run as metrics, in the dialect that is asked for', async () => {
    const { url } = await serve(await filled())
    const open = await fetch(`${url}metrics`, {
      headers: { accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5' },
    })
    expect(open.headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
    expect(await open.text()).toMatch(/vitest_slo_run_exit_code\{.*\} 1\n[^]*# EOF\n$/)
    const plain = await fetch(`${url}metrics`)
    expect(plain.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await plain.text()).not.toContain('# EOF')
  })

  test('never makes what is not there: no run is neither OK nor an empty list of nothing wrong', async () => {
    const folder = folderWith(files)
    const { url, world, ended } = await serve(folder)
    const statuses: Record<string, number> = {}
    for (const path of [
      '',
      'runs',
      'metrics',
      'api/runs',
      'api/runs/last',
      'api/reports/historical.json',
      'api/reports/flaky.csv',
    ]) {
      statuses[path] = (await fetch(url + path)).status
    }
    expect(statuses).toEqual({ '': 404, runs: 200, metrics: 503, 'api/runs': 200, 'api/runs/last': 404, 'api/reports/historical.json': 404, 'api/reports/flaky.csv': 404 }) // prettier-ignore
    expect(await textOf(url)).toContain('slo run makes one')
    expect(readdirSync(join(folder, '.slo'))).toEqual(['live'])
    world.send('SIGINT')
    expect(await ended).toBe(0)
    expect(readdirSync(join(folder, '.slo'))).toEqual([])
    expect(world.listeners()).toBe(0)
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  test('prefers the report that lies there, and says what is wrong with it', async () => {
    const folder = await filled()
    writeFileSync(join(folder, '.slo/report.json'), storedText({ ...monday, id: 'cccc-here' }))
    const { url } = await serve(folder)
    expect(JSON.parse(await textOf(`${url}api/runs/last`))).toMatchObject({ id: 'cccc-here' })
    writeFileSync(join(folder, '.slo/report.json'), '{')
    expect((await fetch(`${url}metrics`)).status).toBe(500)
    expect(await textOf(url)).toMatch(/the report of run last is no JSON|the report of run last/)
    expect(await textOf(`${url}api/runs/last`)).toContain('"error": "the report of run last')
  })

  test('gives what the page of a run links to, remembered or not', async () => {
    const folder = await filled()
    const left = storedText({ ...monday, id: 'cccc-here' })
    writeFileSync(join(folder, '.slo/report.json'), left)
    const { url } = await serve(folder)
    for (const [page, text] of [
      ['report', left],
      ['runs/aaaa', storedText(monday)],
    ] as const) {
      const [, link = ''] = /<a href="\/([^"]+)">report\.json</.exec(await textOf(url + page)) ?? []
      expect(await textOf(url + link)).toBe(text)
    }
    expect((await fetch(`${url}api/runs/cccc-gone`)).status).toBe(404)
  })

  test('follows slo.config.ts while it is edited, and holds to what it said last where it cannot be used', async () => {
    const folder = await filled()
    const { url, world } = await serve(folder)
    const edit = (text: string) => writeFileSync(join(folder, 'slo.config.ts'), text)
    expect(await textOf(`${url}runs`)).toContain('Runs of shop')
    edit(config.replace('shop', 'bakery'))
    expect(await Promise.all([textOf(`${url}runs`), textOf(`${url}runs`)])).toEqual([1, 2].map(() => expect.stringContaining('Runs of bakery'))) // prettier-ignore
    expect(world.said.stderr).toBe('slo.config.ts was changed: read anew\n')
    edit(config.replace('<= 1h', '<= 1 hour'))
    expect(await textOf(`${url}runs`)).toContain('Runs of bakery')
    expect(await textOf(`${url}live`)).toContain('Live: bakery')
    expect(world.said.stderr.split('what it said before still holds')).toHaveLength(2)
    edit(config.replace('slos:', "reports: { dir: 'out' }, slos:"))
    expect((await fetch(`${url}health`)).status).toBe(200)
    expect([existsSync(join(folder, '.slo/live')), readdirSync(join(folder, 'out/live'))]).toEqual([false, [`server-${process.pid}.json`]]) // prettier-ignore
  })

  test('shows a run that goes on, before anything else', async () => {
    const folder = await filled()
    const { url } = await serve(folder)
    const events = [
      { kind: 'started', id: 'dddd', pid: process.pid, at: '2026-01-07T10:00:00.000Z' },
      { kind: 'failed', failure: { file: 'a.test.ts', name: '<b>bold</b>' } },
    ]
    const log = join(folder, '.slo/live/dddd.ndjson')
    writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''))
    expect((await fetch(url)).url).toBe(`${url}live`)
    expect(await textOf(`${url}live`)).toContain('&#60;b&#62;bold&#60;/b&#62;')
    expect(JSON.parse(await textOf(`${url}api/live`))).toMatchObject({ id: 'dddd', failures: [{ file: 'a.test.ts' }] })
    expect(await textOf(`${url}report`)).toContain('<title>violated: ')
    expect(existsSync(log)).toBe(true)
  })

  test('needs a token where others can ask, and takes it from the environment', async () => {
    const folder = folderWith(files)
    const refused = await slo(folder, ['serve', '--host', '0.0.0.0'])
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toContain('so a token is needed: --token env:SLO_SERVE_TOKEN')
    expect((await slo(folder, ['serve', '--token', 'short'])).stderr).toContain('16 printable letters')
    expect((await slo(folder, ['serve', '--token', 'env:NOT_SET'])).stderr).toContain('NOT_SET is not set')
    expect(existsSync(join(folder, '.slo/live'))).toBe(false)
    const env = { SLO_SERVE_TOKEN: 'a-token-of-20-chars!' }
    const { url, world } = await serve(folder, [], { env })
    expect((await fetch(`${url}runs`)).status).toBe(401)
    expect((await fetch(`${url}runs`, { headers: { authorization: `Bearer ${env.SLO_SERVE_TOKEN}` } })).status).toBe(200)
    expect(world.said.stdout).toContain('?token=<token>')
    expect(world.said.stdout + world.said.stderr).not.toContain(env.SLO_SERVE_TOKEN)
  })

  test('ends in one line where it cannot listen', async () => {
    const folder = folderWith(files)
    const { url } = await serve(folder)
    const { port } = new URL(url)
    expect(await slo(folder, ['serve', '--port', port])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `slo serve: port ${port} is in use: name another one with --port, or 0 for any that is free\n`,
    })
    expect(readFileSync(join(folder, `.slo/live/server-${process.pid}.json`), 'utf8')).toContain(String(process.pid))
  })
})

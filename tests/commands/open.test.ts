import { chmodSync, existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { browserFor } from '../../src/commands/open/browser-for.ts'
import { sampleRun } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const file = '/tmp/a b/report.html'
const page = pathToFileURL(file).href

describe('the program that shows a page', () => {
  test.each([
    ['linux', { DISPLAY: ':0' }, ['xdg-open', page]],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open', page]],
    ['linux', {}, 'there is no display'],
    ['linux', { DISPLAY: ':0', CI: 'true' }, 'in CI nobody would see it'],
    ['linux', { DISPLAY: ':0', CI: 'false' }, ['xdg-open', page]],
    ['darwin', {}, ['open', page]],
    ['win32', {}, ['cmd', '/c', 'start', '""', page]],
    ['linux', { BROWSER: 'none', DISPLAY: ':0' }, 'BROWSER is none'],
    // Whoever names one means it.
    ['linux', { BROWSER: 'firefox', CI: 'true' }, ['firefox', page]],
    ['linux', { BROWSER: 'firefox --new-window %s:w3m' }, ['firefox', '--new-window', page]],
    ['linux', { BROWSER: ':w3m -o x=1' }, ['w3m', '-o', 'x=1', page]],
    ['win32', { BROWSER: String.raw`C:\firefox.exe` }, [String.raw`C:\firefox.exe`, page]],
  ] as const)('on %s with %j', (platform, env, expected) => {
    const browser = browserFor(file, { platform, env })
    if (browser.kind === 'program') expect([browser.command, ...browser.args]).toEqual(expected)
    else expect(browser.reason).toContain(expected)
  })
})

const config = `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { build: { sli: sli.run.duration, objective: '<= 1h' } } })
`

/** A project with a last run, and a browser that notes what it is given. */
function project(): { readonly folder: string; readonly env: Readonly<Record<string, string>>; readonly shown: () => string } {
  const folder = folderWith({
    'slo.config.ts': config,
    'package.json': '{"type":"module"}',
    '.slo/report.json': storedText({ ...sampleRun, id: 'aaaabbbb-cccc' }),
    '.slo/report.html': 'the page of the last run',
    browser: '#!/bin/sh\nprintf %s "$1" > shown\nexit "${FAILS:-0}"\n',
  })
  chmodSync(join(folder, 'browser'), 0o755)
  return {
    folder,
    env: { BROWSER: join(folder, 'browser'), PATH: process.env.PATH ?? '' },
    shown: () => readFileSync(join(folder, 'shown'), 'utf8'),
  }
}

describe('slo open', () => {
  test('shows the page that the last run wrote', async () => {
    const { folder, env, shown } = project()
    utimesSync(join(folder, '.slo/report.html'), Date.now() / 1000 + 1, Date.now() / 1000 + 1)
    expect(await slo(folder, ['open'], { env })).toEqual({ exitCode: 0, stdout: '.slo/report.html\n', stderr: '' })
    expect(shown()).toBe(pathToFileURL(join(folder, '.slo/report.html')).href)
  })

  test('makes a page where there is none, or one of an earlier run', async () => {
    const { folder, env, shown } = project()
    utimesSync(join(folder, '.slo/report.html'), 1, 1)
    expect(await slo(folder, ['open'], { env })).toEqual({ exitCode: 0, stdout: '.slo/opened-aaaabbbb.html\n', stderr: '' })
    expect(shown()).toMatch(/opened-aaaabbbb\.html$/)
    expect(readFileSync(join(folder, '.slo/opened-aaaabbbb.html'), 'utf8')).toContain('<title>violated: ')
  })

  test('shows a run that is remembered', async () => {
    const { folder, env } = project()
    writeFileSync(join(folder, 'old.json'), storedText({ ...sampleRun, id: 'dddd/../eeee' }))
    expect((await slo(folder, ['history', 'import', 'old.json'])).exitCode).toBe(0)
    expect((await slo(folder, ['open', 'dddd'], { env })).stdout).toBe('.slo/opened-dddd____.html\n')
    expect((await slo(folder, ['open', 'zzzz'], { env })).exitCode).toBe(2)
    expect((await slo(folder, ['open', 'old.json'], { env })).exitCode).toBe(0)
  })

  test('prints the path where nobody would see a browser', async () => {
    const { folder, shown } = project()
    const { exitCode, stdout, stderr } = await slo(folder, ['open'], { env: { CI: 'true' } })
    expect([exitCode, stdout, stderr]).toEqual([0, '.slo/report.html\n', 'not opened: in CI nobody would see it\n'])
    expect(shown).toThrow('ENOENT')
  })

  test('says what went wrong, and where the page is', async () => {
    const { folder, env } = project()
    const failed = await slo(folder, ['open'], { env: { ...env, FAILS: '3' } })
    expect([failed.exitCode, failed.stderr]).toEqual([2, expect.stringContaining(`did not open it: it ended with exit code 3. BROWSER names another program; the report is ${join(folder, '.slo/report.html')}`)]) // prettier-ignore
    const missing = await slo(folder, ['open'], { env: { ...env, BROWSER: 'no-such-browser' } })
    expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('no-such-browser did not open it: there is no such program')]) // prettier-ignore
  })

  test('has nothing to show where nothing ran', async () => {
    const folder = folderWith({ 'slo.config.ts': config, 'package.json': '{"type":"module"}' })
    const { exitCode, stderr } = await slo(folder, ['open'])
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('report.json was not found: run your tests with slo run first'),
    ])
    expect(existsSync(join(folder, '.slo'))).toBe(false)
  })
})

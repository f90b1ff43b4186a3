import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeIndex } from '../../src/commands/report/write-index.ts'
import { publishedRun, readPublishedRun, renderIndex } from '../../src/report/published-index.ts'
import { mailServer } from '../alert/receiver.ts'
import { runOf, sampleRun, sloOf } from '../report/sample-run.ts'
import { storedText } from './stored-run.ts'
import { folderWith, slo } from './test-world.ts'

const stored = storedText(sampleRun)

/** The report of the run that started so many minutes after three. */
function reportOf(minute: number, parts: object = {}): string {
  const startedAt = `2026-01-02T03:${String(minute).padStart(2, '0')}:05.000Z`
  return storedText(runOf({ id: `run-${minute}`, startedAt, branch: 'main', commit: `c${minute}`, ...parts }))
}

const rowsOf = (folder: string): string[] =>
  [...readFileSync(join(folder, 'site/index.html'), 'utf8').matchAll(/href="runs\/([^"]+)\.html"/g)].map(([, id]) => id as string)

describe('slo report --publish', () => {
  test('puts runs into a folder, lists the newest first, and keeps so many', async () => {
    const folder = folderWith({ 'a.json': reportOf(1), 'b.json': reportOf(3), 'c.json': reportOf(2), 'd.json': reportOf(4) })
    const ended = await slo(folder, ['report', 'a.json', '--publish', 'site'])
    expect(ended).toEqual({ exitCode: 0, stdout: '', stderr: 'published site/runs/run-1.html; site/index.html lists 1 run\n' })
    for (const file of ['b', 'c', 'd']) await slo(folder, ['report', `${file}.json`, '--publish', 'site', '--keep', '3'])
    expect(rowsOf(folder)).toEqual(['run-4', 'run-3', 'run-2'])
    expect(readdirSync(join(folder, 'site/runs')).toSorted()).toEqual(
      ['run-2', 'run-3', 'run-4'].flatMap((id) => [`${id}.html`, `${id}.json`]),
    )
    expect(readFileSync(join(folder, 'site/latest.html'), 'utf8')).toContain('url=runs/run-4.html')
    expect(readFileSync(join(folder, 'site/runs/run-4.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    expect(readdirSync(join(folder, 'site')).toSorted()).toEqual(['index.html', 'latest.html', 'runs'])
  })

  test('of a run that is there already changes nothing', async () => {
    const folder = folderWith({ '.slo/report.json': stored })
    const all = (): string => readdirSync(join(folder, 'site'), { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('.')).toSorted().map((file) => readFileSync(join(folder, 'site', file), 'utf8')).join('\0') // prettier-ignore
    await slo(folder, ['report', '--publish', 'site'])
    const before = all()
    await slo(folder, ['report', '--publish', 'site'])
    expect(all()).toBe(before)
  })

  test('leaves alone what somebody else has put there, and reads nothing that is broken', async () => {
    const folder = folderWith({
      'a.json': reportOf(1),
      'site/CNAME': 'slo.example.com',
      'site/runs/other.json': '{',
      'site/runs/odd.json': '{"schema":1,"id":"another","startedAt":"","outcome":"met","environment":"ci","counts":[]}',
      'site/runs/gone.json': JSON.stringify(publishedRun(runOf({ id: 'gone' }))),
    })
    expect((await slo(folder, ['report', 'a.json', '--publish', 'site', '--keep', '1'])).exitCode).toBe(0)
    expect(rowsOf(folder)).toEqual(['run-1'])
    expect(existsSync(join(folder, 'site/CNAME')) && existsSync(join(folder, 'site/runs/other.json'))).toBe(true)
  })

  test('while somebody else does lists both: whoever writes last has seen all', () => {
    const folder = folderWith({})
    const add = (id: string): void => {
      mkdirSync(join(folder, 'runs'), { recursive: true })
      writeFileSync(join(folder, `runs/${id}.html`), '')
      writeFileSync(join(folder, `runs/${id}.json`), JSON.stringify(publishedRun(runOf({ id }))))
    }
    add('run-1')
    const others = ['run-2', 'run-3']
    const pages: string[] = []
    const count = writeIndex(folder, 50, (file, [text = '']) => {
      if (file !== 'index.html') return
      pages.push(text)
      // The other is done between our look at the folder and our index.
      const other = others.shift()
      if (other !== undefined) add(other)
    })
    expect([count, pages.length]).toEqual([3, 3])
    for (const id of ['run-1', 'run-2', 'run-3']) expect(pages.at(-1)).toContain(`runs/${id}.html`)
  })

  test.each([
    [['timing', '--publish', 'site'], /^--publish is for runs, and timing is none/],
    [['--publish', 'site', '--output', 'a.html'], /cannot be used with option/],
    [['--publish', '.slo/report.json'], /^\.slo\/report\.json cannot be made: /],
  ])('%j is refused', async (args, message) => {
    const { exitCode, stderr } = await slo(folderWith({ '.slo/report.json': stored }), ['report', ...args])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(message)
  })
})

describe('the index', () => {
  test('says of each run what it came to, and takes no name for markup', () => {
    const nasty = '<script>alert(1)</script>"\u202e'
    const verdict = (status: 'met' | 'violated') => ({ status, slo: sloOf('a'), measured: 1, headroom: 1, samples: 1, exact: true, reason: '' }) // prettier-ignore
    const runs = [
      publishedRun(runOf({ outcome: 'violated', verdicts: [verdict('violated'), verdict('met'), verdict('met')], branch: nasty, service: nasty })), // prettier-ignore
      publishedRun(runOf({ id: 'run-2', outcome: 'not-judged', service: 'other' })),
    ]
    const page = renderIndex(runs)
    expect(page).not.toContain('<script')
    expect(page).not.toContain('\u202e')
    expect(page).toContain('<span class="state bad">violated</span></td><td>1 violated, 2 met</td>')
    expect(page).toContain('<span class="state unsure">not judged</span>')
    const part = { ...publishedRun(runOf({ outcome: 'met' })), counts: ['1 no data', '2 met'] }
    expect(renderIndex([part])).toContain('<span class="state unsure">met</span></td><td>1 no data, 2 met</td>')
    expect(renderIndex([{ ...part, counts: ['3 met'] }])).toContain('<span class="state good">met</span>')
    expect(page).toContain('2026-01-02 03:04:05 UTC, other</a>')
    expect(renderIndex(runs.toReversed())).toBe(page)
    expect(renderIndex([])).toContain('0 runs')
    expect(renderIndex(runs.slice(1))).toContain('<h1>SLO reports of other</h1>')
    expect(renderIndex([...runs, { ...publishedRun(runOf({ id: 'run-3' })) }])).toContain('no service</a>')
  })

  test.each([['{'], ['null'], ['{}'], ['{"schema":2}'], [JSON.stringify({ ...publishedRun(runOf({})), branch: 7 })]])(
    'reads no %s',
    (text) => {
      expect(readPublishedRun(text)).toBeUndefined()
    },
  )
})

describe('slo report --email', () => {
  async function project(channels: (address: string) => string) {
    const { address, mails } = await mailServer()
    const folder = folderWith({
      'package.json': '{"type":"module"}',
      '.slo/report.json': stored,
      'slo.config.ts': `import { defineConfig, sli } from 'vitest-slo/config'
export default defineConfig({ slos: { build: { sli: sli.command('build').duration, objective: '<= 3s' } }${channels(address)} })`,
    })
    return { folder, mails, env: { SMTP: `smtp://slo:open%20sesame@${address}` } }
  }
  const withMail = (): string =>
    `, alerts: { channels: { chat: { kind: 'slack', url: 'env:CHAT' }, mail: { kind: 'email', server: 'env:SMTP', from: 'slo@example.com', to: ['a@example.com', 'b@example.com'] } } }`

  test('sends it by the channel, to whom that writes to, with the page attached', async () => {
    const { folder, mails, env } = await project(withMail)
    expect(await slo(folder, ['report', '--email', 'mail'], { env })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'sent the report by mail to 2 addresses\n',
    })
    expect(mails[0]).toMatch(/^To: a@example\.com, b@example\.com\r?$/m)
    expect(mails[0]).toMatch(/^Subject: .*violated/m)
    expect(mails[0]).toContain('filename=report.html')
    expect(mails[0]).toContain('generation-memory')
  })

  test.each([
    ['csv', ['--format', 'csv'], 'filename=report.csv'],
    ['another kind', ['timing'], 'filename=report.html'],
    ['JSON', ['--json'], 'filename=report.json'],
  ])('sends %s to the addresses that are named', async (_, args, attached) => {
    const { folder, mails, env } = await project(withMail)
    const ended = await slo(folder, ['report', ...args, '--email', 'c@example.com,d@example.com'], { env })
    expect(ended.stderr).toBe('sent the report by mail to 2 addresses\n')
    expect(mails[0]).toMatch(/^To: c@example\.com, d@example\.com\r?$/m)
    expect(mails[0]).toContain(attached)
  })

  test('says what is missing, and what went wrong, without the password', async () => {
    const none = await project(() => '')
    const missing = await slo(none.folder, ['report', '--email', 'a@example.com'], { env: none.env })
    expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/^--email needs a channel of kind email in slo\.config\.ts: /) as string }) // prettier-ignore
    const { folder, env } = await project(withMail)
    expect((await slo(folder, ['report', '--email', 'chat'], { env })).stderr).toBe(
      '--email chat is neither an address nor a channel of kind email: there are mail\n',
    )
    const wrong = await slo(folder, ['report', '--email', 'mail'], {
      env: { SMTP: env.SMTP.replace('open%20sesame', 'wrong-password') },
    })
    expect(wrong.exitCode).toBe(2)
    expect(wrong.stderr).toMatch(/^the report was not sent by mail: .*who are you\?/)
    expect(wrong.stderr).not.toContain('wrong-password')
    expect((await slo(folder, ['report', '--email', 'mail'])).stderr).toBe(
      'the report was not sent by mail: the variable SMTP is not set\n',
    )
  })
})

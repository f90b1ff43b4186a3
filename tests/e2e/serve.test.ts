import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LiveRun } from '../../src/model/live.ts'
import { consumer, describeVitest, majors, project, runVitest } from '../support/consumer.ts'
import type { Major } from '../support/consumer.ts'
import { pluginConfig, sloConfig } from '../support/gate.ts'
import { findChromium } from '../support/install-chromium.ts'
import { monitoringMissing } from '../support/install-monitoring.ts'

const executablePath = findChromium() ?? '/usr/bin/chromium'
const strict = process.env.CI === 'true' || process.env.VITEST_SLO_NO_SKIP === '1'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const probe = `node -e "setTimeout(() => {}, 300)"`
const files = {
  'vitest.config.ts': pluginConfig,
  'slo.config.ts': sloConfig(
    `quick: { sli: sli.command('quick').duration, objective: '<= 1h' }, never: { sli: sli.command('quick').duration, objective: '<= 1ms' }`,
    `service: 'shop', probes: { quick: { run: '${probe.replaceAll("'", String.raw`\'`)}', samples: 3 } }, profiling: { when: 'on-violation' },`,
  ),
  'a.test.ts': `import { expect, test } from 'vitest'
test('waits', async () => { await new Promise((done) => setTimeout(done, 1500)) })
test.skip('is left out', () => {})
test('fails <b>boldly</b>', () => expect(1).toBe(2))`,
  'b.test.ts': `import { test } from 'vitest'\ntest('passes', () => {})`,
}

interface Serving {
  readonly url: string
  /** Ends it as Ctrl-C does; gives the exit code. */
  readonly stop: () => Promise<number | null>
}

/** \`slo serve\` in a process of its own, at any free port. */
async function serve(dir: string, major: Major): Promise<Serving> {
  const command = join(readlinkSync(join(dir, 'node_modules')), '.bin/slo')
  const child = spawn(command, ['serve', '--port', '0'], {
    cwd: dir,
    env: consumer(major).env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  onTestFinished(() => void child.kill('SIGKILL'))
  await expect.poll(() => said, { timeout: 30_000 }).toContain(' shows the last run')
  return {
    url: said.slice(0, said.indexOf(' ')),
    stop: async () => {
      child.kill('SIGINT')
      return await ended
    },
  }
}

interface Told {
  readonly id: string
  readonly run: LiveRun
}

/** Everything that \`/events\` tells, until a state is reached. */
async function follow(url: string, last: string, isEnough: (run: LiveRun) => boolean): Promise<readonly Told[]> {
  const { body } = await fetch(`${url}events`, { headers: { 'last-event-id': last } })
  const told: Told[] = []
  let text = ''
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const [, id = '', data = ''] = /^id: (.*)\nevent: live\ndata: (.*)$/.exec(event) ?? []
      if (data !== '') told.push({ id, run: JSON.parse(data) as LiveRun })
    }
    if (told.some(({ run }) => isEnough(run))) break
  }
  return told
}

describe.each(majors.map((major) => [major] as const))('%i', (major) => {
  describeVitest(major, 'a run that is watched', () => {
    test('is told as it goes, across a break, in a browser too, and then its report is there', async () => {
      const dir = project(files, { major })
      const { url, stop } = await serve(dir, major)
      expect(readdirSync(join(dir, '.slo/live'))).toHaveLength(1)
      await using browser = await openLive(url)

      const run = runVitest(dir, [], { major })
      const first = await follow(url, 'none', ({ tests }) => (tests?.passed ?? 0) > 0)
      const rest = await follow(url, first.at(-1)!.id, ({ status }) => status === 'ended')
      const told = [...first, ...rest]
      const ids = told.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const phases = [...new Set(told.map(({ run: { phase } }) => phase))]
      expect(phases).toEqual(expect.arrayContaining(['tests', 'probes', 'profiling', 'ending']))
      expect(
        told.some(({ run: { probes } }) => probes.some(({ round, done }) => round === 'first' && done > 0 && done < 3)),
      ).toBe(true)
      expect(told.at(-1)?.run).toMatchObject({
        service: 'shop',
        tests: { files: { done: 3, of: 3 }, found: 5, passed: 3, failed: 1, skipped: 1 },
        failures: [{ file: 'a.test.ts', name: 'fails <b>boldly</b>' }],
        probes: [
          { name: 'quick', round: 'first', done: 3, samples: 3 },
          { name: 'quick', round: 'again', done: 3 },
        ],
        pass: { name: 'command quick', place: 1, of: 1 },
        judged: { outcome: 'violated', exitCode: 1, scope: 'full', slos: { met: 1, violated: 1 } },
      })
      expect((await run).exitCode).toBe(1)

      const last = (await (await fetch(`${url}api/runs/last`)).json()) as { readonly id: string }
      expect(last.id).toBe(told.at(-1)?.run.id)
      const metrics = await (await fetch(`${url}metrics`, { headers: { accept: 'application/openmetrics-text' } })).text()
      expect(metrics).toContain('vitest_slo_status{service="shop",slo="never",status="violated"} 1')
      if (monitoringMissing() === undefined) promtool(await (await fetch(`${url}metrics`)).text())

      await browser.endsAtReport()
      if (existsSync(executablePath)) expect(await printed(url)).toEqual([200, 503])
      expect(await stop()).toBe(0)
      expect(existsSync(join(dir, '.slo/live'))).toBe(false)
      // Without anybody who watches nothing is written.
      await runVitest(dir, ['b.test.ts'], { major })
      expect(existsSync(join(dir, '.slo/live'))).toBe(false)
    })
  })
})

/** Rejects where it finds a fault. */
function promtool(metrics: string): void {
  execFileSync('/usr/bin/promtool', ['check', 'metrics'], { input: metrics, stdio: ['pipe', 'pipe', 'pipe'] })
}

/** Asks for a PDF twice at once: one is printed at a time. */
async function printed(url: string): Promise<readonly number[]> {
  const answers = await Promise.all([1, 2].map(() => fetch(`${url}api/runs/last/report.pdf`)))
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(texts.filter((text) => text.startsWith('%PDF-'))).toHaveLength(1)
  return answers.map(({ status }) => status).toSorted((a, b) => a - b)
}

interface Watching extends AsyncDisposable {
  /** Waits for the report, and finds no fault on the way. */
  readonly endsAtReport: () => Promise<void>
}

/** A browser that shows the run as it goes. */
async function openLive(url: string): Promise<Watching> {
  if (!existsSync(executablePath) && !strict)
    return { endsAtReport: async () => undefined, [Symbol.asyncDispose]: async () => undefined }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  const faults: string[] = []
  page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', ({ message }) => faults.push(`error: ${message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) faults.push(`request: ${request.url()}`)
  })
  await page.goto(`${url}live`)
  await page.locator('#state', { hasText: 'No run goes on.' }).waitFor()
  const seen = page.locator('#trouble', { hasText: 'fails <b>boldly</b>' }).waitFor()
  return {
    endsAtReport: async () => {
      await seen
      await page.waitForURL(`${url}report`)
      await page.locator('main h1').waitFor()
      expect(faults).toEqual([])
      expect(await page.locator('nav.served a').allTextContents()).toEqual(['Live', 'Last report', 'Runs', 'report.json'])
      await page.locator('nav.served a', { hasText: 'Runs' }).click()
      await page.locator('table a').first().click()
      await page.locator('main h1').waitFor()
      expect(faults).toEqual([])
      for (const place of ['live', 'runs', 'report', 'nothing']) expect.soft(await violations(page, url + place)).toEqual([])
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

async function violations(page: Page, url: string): Promise<readonly string[]> {
  const context = await page.context().browser()!.newContext({ bypassCSP: true })
  const other = await context.newPage()
  await other.goto(url)
  await other.locator('h1').first().waitFor()
  await other.addScriptTag({ content: axe })
  const found = await other.evaluate(async () => {
    const { run } = (
      globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe
    return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
  await context.close()
  return found.map((fault) => `${url}: ${fault}`)
}

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Timeline } from '../../src/model/timeline.ts'
import { renderHtml } from '../../src/report/html.ts'
import { plainPages } from '../../src/report/page/route.ts'
import { standingsOf } from '../../src/finish-run.ts'
import { drawn } from '../report/page/drawn-run.ts'
import { richOptions, richPast, richRun } from '../report/page/rich-run.ts'
import { durations, runOf, sampleRun, sloOf } from '../report/sample-run.ts'
import { findChromium } from '../support/install-chromium.ts'

const executablePath = findChromium() ?? '/usr/bin/chromium'
const strict = process.env.CI === 'true' || process.env.VITEST_SLO_NO_SKIP === '1'
const missing = !existsSync(executablePath) && !strict
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-page-'))
const widths = [390, 820, 1440]

/** Everything that a browser would complain about, or ask the network for. */
interface Opened {
  readonly page: Page
  readonly faults: string[]
}

describe.skipIf(missing)(
  missing ? `the page in Chromium (skipped: ${executablePath} is missing)` : 'the page in Chromium',
  () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    })
    afterAll(async () => {
      await browser?.close()
      if (process.env.VITEST_SLO_KEEP !== '1') rmSync(folder, { recursive: true, force: true })
    })

    /** Opens a page from disk; its own content policy is passed over only where a tool has to be put into it. */
    async function open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
      const file = join(folder, `${Math.random()}.html`)
      writeFileSync(file, html)
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
      const faults: string[] = []
      page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`))
      page.on('pageerror', ({ message }) => faults.push(`error: ${message}`))
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) faults.push(`request: ${request.url()}`)
      })
      await page.goto(pathToFileURL(file).href)
      if (options.javaScriptEnabled !== false) await page.waitForSelector('main h1')
      return { page, faults }
    }

    async function go(page: Page, place: string): Promise<void> {
      await page.goto(`${page.url().replace(/#.*$/, '')}#/${place}`)
      await page.locator('main h1').first().waitFor()
      await page.locator('[role=status]', { hasText: '…' }).first().waitFor({ state: 'detached' })
    }

    const run = richRun()
    const html = renderHtml(run, { ...richOptions, past: richPast(40, run) })
    const places = [...plainPages, 'slo/cli-scaffolding', 'slo/all-tests', 'slo/db-connections', 'profile/0', 'profile/1', 'subject/command%7C%7C%7Ccli%3Ascaffold'] // prettier-ignore

    test('every place is reached by keyboard, without an error and without a request', async () => {
      const { page, faults } = await open(html)
      const links = await page.locator('nav a').allTextContents()
      for (const [index, link] of links.entries()) {
        await page.locator('nav a').nth(index).focus()
        await page.keyboard.press('Enter')
        await page.locator('nav a[aria-current=page]', { hasText: link }).waitFor()
        // A new place takes the focus; the first place has never been left.
        if (index > 0) await page.locator('main:focus').waitFor()
      }
      expect(links.map((link) => link.replace(/[\d,]+$/, ''))).toEqual(['Overview', 'SLOs', 'Tests', 'Test files', 'Measured', 'Time lines', 'Profiles', 'Insights', 'Limits', 'Failures and gaps', 'Environment']) // prettier-ignore
      await go(page, 'overview')
      await page.locator('main:focus').waitFor()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.locator('main h1', { hasText: 'cli-scaffolding' }).waitFor()
      // From there to the profile, and back.
      await page.getByRole('link', { name: 'profile', exact: true }).focus()
      await page.keyboard.press('Enter')
      await page.locator('main h1', { hasText: 'Profile of' }).waitFor()
      await page.goBack()
      await page.locator('main h1', { hasText: 'cli-scaffolding' }).waitFor()
      await page.locator('main:focus').waitFor()
      expect(faults).toEqual([])
      await page.close()
    })

    test.each(['light', 'dark'] as const)('axe finds nothing, and nothing spills over: %s', async (colorScheme) => {
      const { page, faults } = await open(html, { colorScheme, bypassCSP: true })
      await page.addScriptTag({ content: axe })
      const found: string[] = []
      for (const place of places) {
        await go(page, place)
        found.push(...(await page.evaluate(violations, { place, all: colorScheme === 'light' })))
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 })
          const beyond = await page.locator('html').evaluate(beyondWidth)
          if (beyond > 0) found.push(`${place} is ${beyond}px wider than ${width}px`)
          if (process.env.VITEST_SLO_KEEP === '1') {
            await page.screenshot({
              path: join(folder, `${place.replace(/\W+/g, '-')}-${colorScheme}-${width}.png`),
              fullPage: true,
            })
          }
        }
      }
      expect(found).toEqual([])
      expect(faults).toEqual([])
      await page.close()
    })

    test('a history draws its bounds, levels, machines, baseline and what is ahead, and its table says the same', async () => {
      const past = { past: drawn.past, standings: standingsOf(drawn.run, drawn.past, 'check') }
      const { page, faults } = await open(renderHtml(drawn.run, { ...richOptions, ...past }), { bypassCSP: true })
      await page.addScriptTag({ content: axe })
      const found: string[] = []
      const shapes: Readonly<Record<string, readonly string[]>> = {
        rises: ['.level.limit', '.level.warn', '.level.machine', 'path.typical', '.fan', '.breach circle'],
        steps: ['.level.limit', '.level.step', 'line.typical', '.level.machine'],
        'slower-than-main': ['.band rect', '.dot.again', '.level.step'],
        'as-main': ['.level.limit', '.band rect'],
        fewer: ['.fan', '.breach circle'],
      }
      for (const [slo, parts] of Object.entries(shapes)) {
        await go(page, `slo/${slo}`)
        const history = page.locator('figure', { has: page.locator('.history-facts') })
        for (const part of parts) if ((await history.locator(part).count()) === 0) found.push(`${slo} has no ${part}`)
        await history.locator('summary').click()
        expect(await history.locator('tbody tr').count()).toBeGreaterThanOrEqual(61)
        found.push(...(await page.evaluate(violations, { place: slo, all: true })))
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 })
          const beyond = await page.locator('html').evaluate(beyondWidth)
          if (beyond > 0) found.push(`${slo} is ${beyond}px wider than ${width}px`)
        }
      }
      expect(found).toEqual([])
      expect(faults).toEqual([])
      await page.close()
    })

    test('names that want to break out stay names', async () => {
      const names = ['</script><script>globalThis.hit=1</script>', '<img src=x onerror="globalThis.hit=1">', '\u001b[31mred\u202e', `long${'x'.repeat(10_000)}`] // prettier-ignore
      const nasty = runOf({
        service: names[1],
        verdicts: names.map(
          (name) => ({ ...sampleRun.verdicts[1], slo: sloOf(name, { owner: name, description: name }) }) as never,
        ),
        series: names.flatMap((name) => [durations(name, [1, 2]), { ...durations(name, [1]), subject: { kind: 'test', name, file: name } }]), // prettier-ignore
        timeline: nastyTimeline(names),
        gaps: names.map((name) => ({ kind: 'failed-sample', subject: { kind: 'command', name }, reason: `${name}\n${name}` })),
      })
      const { page, faults } = await open(renderHtml(nasty, richOptions), { viewport: { width: 390, height: 800 } })
      for (const place of ['overview', 'tests', 'resources', 'timeline', 'failures']) {
        await go(page, place)
        expect(await page.locator('html').evaluate(beyondWidth)).toBeLessThanOrEqual(0)
      }
      await go(page, 'overview')
      expect(await page.locator('main').textContent()).toContain('</script><script>globalThis.hit=1</script>')
      expect(await page.evaluate(() => 'hit' in globalThis)).toBe(false)
      expect(faults).toEqual([])
      await page.close()
    })

    test('a hundred thousand tests scroll, sort and filter, with few rows drawn', async () => {
      const { page, faults } = await open(renderHtml(richRun(100_000), richOptions))
      await go(page, 'tests')
      const table = page.locator('.virtual')
      await table.evaluate((element) => element.scrollTo(0, element.scrollHeight))
      await page.locator('.grid-row[aria-rowindex="100004"]').waitFor()
      expect(await page.locator('.grid-row').count()).toBeLessThan(60)
      await page.getByRole('button', { name: 'test', exact: true }).click()
      await page.locator('.grid-row[aria-rowindex="2"]', { hasText: 'group 0 > case 0' }).waitFor()
      await page.getByRole('searchbox').fill('case 99999')
      await page.locator('[role=status]', { hasText: '1 test of' }).waitFor()
      await page.locator('.grid-row a').click()
      await page.locator('main h1', { hasText: 'case 99999' }).waitFor()
      expect(faults).toEqual([])
      await page.close()
    })

    test('time lines: figures by keyboard and pointer, a part drawn larger, and the way to what ran', async () => {
      const { page, faults } = await open(html)
      await go(page, 'timeline')
      const chart = page.locator('.time svg')
      const reading = page.locator('.time-reading')
      await chart.focus()
      for (const key of ['End', 'PageUp', 'ArrowLeft']) await page.keyboard.press(key)
      await reading.filter({ hasText: /^5\d\.\d+s (?:probes|end)cpu .*memory \d+/ }).waitFor()
      expect(await reading.textContent()).toContain('ran: cli:scaffold')
      await page.keyboard.press('+')
      await expect.poll(() => page.getByRole('spinbutton', { name: 'from' }).inputValue()).not.toBe('0')
      await page.keyboard.press('Escape')
      await expect.poll(() => page.getByRole('spinbutton', { name: 'to' }).inputValue()).toBe('60')
      const box = (await chart.boundingBox())!
      await page.mouse.move(box.x + box.width * 0.3, box.y + 50)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * 0.5, box.y + 50)
      await page.mouse.up()
      await expect.poll(async () => Number(await page.getByRole('spinbutton', { name: 'to' }).inputValue())).toBeLessThan(40)
      // The exact figures are those of the table, and unknown is not 0.
      await go(page, 'subject/container%7C%7C%7Cpostgres%3A17')
      expect(await page.locator('.twin td', { hasText: /^unknown$/ }).count()).toBeGreaterThan(0)
      await go(page, 'timeline')
      await page.locator('.time-span.failed rect').first().click()
      await page.locator('main h1', { hasText: 'case 43' }).waitFor()
      expect(faults).toEqual([])
      await page.close()
    })

    test('on paper a picture is as wide as the paper, not as the screen', async () => {
      const { page } = await open(html)
      await go(page, 'print')
      await page.emulateMedia({ media: 'print' })
      const styles = await page.locator('.chart > svg').evaluateAll((all: readonly Drawn[]) =>
        all.map((svg) => [svg.getAttribute('viewBox')?.endsWith(`${svg.getAttribute('width')} ${svg.getAttribute('height')}`), svg.computedStyleMap().get('max-width')?.toString()])) // prettier-ignore
      expect(styles.length).toBeGreaterThan(2)
      expect(new Set(styles.map((one) => one.join(' ')))).toEqual(new Set(['true 100%']))
      await page.close()
    })

    test('without scripts the verdicts are there', async () => {
      const { page } = await open(html, { javaScriptEnabled: false })
      expect(await page.locator('h1').textContent()).toContain('SLOs violated')
      expect(await page.locator('tbody tr').count()).toBe(run.verdicts.length)
      await page.close()
    })
  },
)

function nastyTimeline(names: readonly string[]): Timeline {
  return {
    duration: 1000,
    leftOut: { commands: 0, containers: 0, files: 0, tests: 0 },
    tracks: names.map((name) => ({
      subject: { kind: 'command', name },
      source: name,
      edges: [0, 500, 1000],
      phases: [{ name, from: 0, to: 1000 }],
      lines: { cpu: { mean: [null, 1] } },
    })),
    spans: names.map((name) => ({ subject: { kind: 'test', name, file: name }, from: 0, to: 1000, worker: 1 })),
  }
}

/** In the browser: pixels that the page is wider than its window. */
async function beyondWidth(html: Box): Promise<number> {
  // A card that is too narrow for its table shows a part of it outside.
  const beyond = (): number => Math.max(...[html, ...html.querySelectorAll('.card')].map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)) // prettier-ignore
  // A chart takes its new width in a frame after the one in which the window got it.
  for (let frame = 0; frame < 30 && beyond() > 0; frame++) await new Promise((resolve) => setTimeout(resolve, 16))
  return beyond()
}

interface Drawn {
  readonly getAttribute: (name: string) => string | null
  readonly computedStyleMap: () => ReadonlyMap<string, { readonly toString: () => string }>
}

interface Box {
  readonly scrollWidth: number
  readonly clientWidth: number
  readonly querySelectorAll: (selector: string) => Iterable<Box>
}

/** In the browser. */
async function violations({ place, all }: { readonly place: string; readonly all: boolean }): Promise<string[]> {
  interface Result {
    readonly violations: readonly {
      readonly id: string
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
    }[]
  }
  interface Axe {
    readonly axe: { readonly run: (options: object) => Promise<Result> }
  }
  // A theme differs from the other in its colours alone.
  const { violations: found } = await (globalThis as unknown as Axe).axe.run(all ? {} : { runOnly: ['color-contrast'] })
  return found.flatMap(({ id, nodes }) => nodes.slice(0, 2).map((node) => `${place}: ${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`)) // prettier-ignore
}

// Size of the HTML report, what rendering it takes, and how soon it can be used in headless Chromium.
import { existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { summarize } from '../dist/aggregate/summarize.js'
import { timelineOf } from '../dist/aggregate/timeline-of.js'
import { pageKit } from '../dist/page-kit.js'
import { standingsOf } from '../dist/finish-run.js'
import { flameOf } from '../dist/profile/flame-of.js'
import { renderHtmlChunks } from '../dist/report/html.js'
import { Bounds, describeMachine, median, mebibytes, printTable } from './support/figures.mjs'
import { readOptions } from './support/options.mjs'

const options = readOptions({ opens: 3, only: '' })
const bounds = new Bounds()
const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-bench-report-'))
const metrics = [
  ['duration', 'ms', 1],
  ['cpuTime', 'ms', 0.9],
  ['allocated', 'bytes', 1e5],
  ['heap', 'bytes', 1e4],
  ['gcTime', 'ms', 0.1],
  ['eventLoopDelay', 'ms', 0.2],
  ['memory', 'bytes', 4e3],
]

const cases = [
  { tests: 2000, runs: 60, nodes: 2000, size: 600e3, ready: 500, act: 50, render: 300, memory: 100 * 2 ** 20 },
  { tests: 100_000, runs: 0, nodes: 0, size: 15e6, ready: 3000 },
].filter(({ tests }) => options.only === '' || String(tests) === options.only)

try {
  console.log(`${describeMachine()}\n`)
  const rows = []
  for (const one of cases) rows.push(...(await measure(one)))
  printTable(['tests', 'what', 'figure', 'bound'], rows)
  bounds.conclude(options.strict)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(one) {
  const file = join(folder, `${one.tests}.html`)
  const run = makeRun(one)
  const past = one.runs === 0 ? undefined : makePast(one, run)
  const kit = { ...pageKit(folder), flame: () => (one.nodes === 0 ? undefined : makeFlame(one.nodes)) }
  render({ run, past, kit, file })
  const rendered = [1, 2, 3].map(() => render({ run, past, kit, file }))
  const { size } = statSync(file)
  const shown = await open(file, one)
  const row = (what, figure, value, most, text) => [one.tests, what, figure, most === undefined ? '' : bounds.check(value, most, text)] // prettier-ignore
  const time = median(rendered.map(({ ms }) => ms))
  const memory = Math.max(...rendered.map(({ grown }) => grown))
  return [
    row('file', `${(size / 1e3).toFixed(0)} kB`, size, one.size, `${one.size / 1e3} kB`),
    row('rendered', `${time.toFixed(0)} ms`, time, one.render, `${one.render} ms`),
    row('processor time of rendering', `${median(rendered.map(({ cpu }) => cpu)).toFixed(0)} ms`),
    row('resident memory of rendering', mebibytes(memory), memory, one.memory, '100 MiB'),
    row('can be used after', `${shown.ready.toFixed(0)} ms`, shown.ready, one.ready, `${one.ready} ms`),
    row('table of tests', `${shown.table.toFixed(0)} ms`),
    row('sort', `${shown.sort.toFixed(1)} ms`, shown.sort, one.act, `${one.act} ms`),
    row('filter', `${shown.filter.toFixed(1)} ms`, shown.filter, one.act, `${one.act} ms`),
  ]
}

function render({ run, past, kit, file }) {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const used = process.cpuUsage()
  const start = performance.now()
  const target = openSync(file, 'w')
  for (const chunk of renderHtmlChunks(run, { summarize, kit, past, standings: standingsOf(run, past, 'check') })) {
    writeSync(target, chunk)
    most = Math.max(most, process.memoryUsage.rss())
  }
  const { user, system } = process.cpuUsage(used)
  return { ms: performance.now() - start, cpu: (user + system) / 1e3, grown: most - before }
}

/** Medians of several openings, each with a browser of its own. */
async function open(file, { tests }) {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)
  const all = []
  for (let count = 0; count < options.opens; count++) {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(pathToFileURL(file).href)
    await page.locator('main h1').waitFor()
    // The clock of the page itself: from the start of its navigation to the first painted screen after the first look.
    const ready = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(performance.now()))))
    all.push({ ready: Math.min(ready, await firstLook(page)), ...(await act(page, tests)) })
    await browser.close()
  }
  return Object.fromEntries(Object.keys(all[0]).map((key) => [key, median(all.map((one) => one[key]))]))
}

/** When the page marked its first look, where it did. */
function firstLook(page) {
  return page.evaluate(() => performance.getEntriesByName('slo-ready')[0]?.startTime ?? Number.POSITIVE_INFINITY)
}

function act(page, tests) {
  return page.evaluate(async (count) => {
    const screen = {
      painted() {
        return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      },
      changed(selector) {
        return new Promise((done) => {
          const watch = new MutationObserver(() => done(watch.disconnect()))
          watch.observe(document.querySelector(selector), { childList: true, subtree: true, characterData: true })
        })
      },
    }
    const timed = async (change) => {
      await screen.painted()
      const start = performance.now()
      await change()
      return performance.now() - start
    }
    const table = await timed(async () => {
      location.hash = '#/tests'
      while (document.querySelector('.grid-row') === null) await screen.painted()
    })
    const sort = await timed(async () => {
      const done = screen.changed('.grid')
      document.querySelectorAll('.grid-head button')[2].click()
      await done
    })
    const filter = await timed(async () => {
      const done = screen.changed('.grid')
      const search = document.querySelector('main input[type=search]')
      search.value = `case ${count - 1}`
      search.dispatchEvent(new Event('input', { bubbles: true }))
      await done
    })
    return { table, sort, filter }
  }, tests)
}

function makeRun({ tests }) {
  const slo = {
    name: 'tests', enforce: 'fail', whenUnsupported: 'fail',
    sli: { subject: { kind: 'test' }, metric: 'duration', unit: 'ms' },
    objective: { statistic: 'p95', op: '<=', threshold: 100, unit: 'ms', written: '100ms' },
  } // prettier-ignore
  const profile = {
    subject: { kind: 'command', name: 'build' }, kind: 'cpu', file: 'x.cpuprofile', unit: 'ms', samples: 1, source: 'x', hotPath: [], topSelf: [], topTotal: [],
    shares: { own: 1, dependency: 0, node: 0, gc: 0, idle: 0 },
  } // prettier-ignore
  return {
    id: 'run', startedAt: '2026-01-02T03:04:05.000Z', finishedAt: '2026-01-02T03:05:05.000Z', scope: 'full', environment: 'ci', outcome: 'met', exitCode: 0,
    machine: { fingerprint: 'm', cpu: 'cpu', cores: 2, memory: 8e9, os: 'linux', node: '20', class: 'local', fitness: { fit: true, reasons: [] } },
    verdicts: [{ status: 'met', slo, measured: 50, headroom: 50, samples: tests, exact: true, reason: 'p95 50ms' }],
    series: Array.from({ length: tests }, (_, index) => seriesOf(index)).flat(),
    gaps: [], limits: [], tests: { passed: tests, failed: 0, skipped: 0 }, reportsDir: '.slo', profiles: [profile], timeline: makeTimeline(tests),
  } // prettier-ignore
}

/** As large as one can be: a run, five commands and five containers, of which nothing can be packed, and as many spans as are kept. */
function makeTimeline(tests) {
  const kinds = ['run', ...Array.from({ length: 5 }, () => 'command'), ...Array.from({ length: 5 }, () => 'container')]
  const traces = kinds.map((kind, seed) => ({
    subject: { kind, name: `${kind} ${seed}` },
    epoch: 0,
    stretches: Array.from({ length: 600 }, (_, place) => ({ from: place * 100, to: place * 100 + 100, figures: figuresOf(seed * 7919 + place) })), // prettier-ignore
    phases: [],
    source: 'samples',
    cores: 2,
  }))
  const spans = Array.from({ length: Math.min(tests, 600) }, (_, index) => {
    const from = 55_000 * wobble(index)
    return { subject: subjectOf(index), from, to: from + 4000 * wobble(index + 1), worker: 1 + (index % 4) }
  })
  return timelineOf({
    startedAt: 0,
    duration: 60_000,
    traces,
    spans,
    switches: { cpu: true, memory: true, disk: true, network: true },
  })
}

function figuresOf(seed) {
  const names = ['cpu', 'memory', 'diskRead', 'diskWrite', 'networkSent', 'networkReceived']
  return Object.fromEntries(
    names.map((name, at) => {
      const mean = 1e7 * wobble(seed * 6 + at)
      return [name, { min: mean * 0.9, mean, max: mean * 1.1, known: 100 }]
    }),
  )
}

function seriesOf(index) {
  const subject = subjectOf(index)
  return metrics.map(([metric, unit, factor], place) => {
    const value = (1 + 60 * wobble(index * 7 + place) ** 3) * factor
    return {
      subject,
      metric,
      unit,
      samples: [unit === 'bytes' ? Math.round(value) : value],
      source: 'a clock',
      exact: place !== 1,
    }
  })
}

function subjectOf(index) {
  return { kind: 'test', name: `group ${index % 9} > case ${index}`, file: `tests/unit/area-${Math.floor(index / 40)}.test.ts` }
}

function makePast({ tests, runs }, run) {
  const heads = Array.from({ length: runs }, (_, age) => ({ ...run, machine: undefined, id: `past-${age}`, fingerprint: 'm', machineClass: 'local', fit: true })) // prettier-ignore
  const values = (index) => heads.toReversed().map(({ id }, age) => ({ run: id, median: 1 + 60 * wobble(index * 61 + age), samples: 1 })) // prettier-ignore
  return {
    runs: heads,
    series: Array.from({ length: tests }, (_, index) => ({ subject: subjectOf(index), metric: 'duration', unit: 'ms', values: values(index) })), // prettier-ignore
    verdicts: new Map(heads.map(({ id }, age) => [id, [{ slo: 'tests', status: 'met', measured: 40 + 20 * wobble(age) }]])),
    marks: [],
  }
}

function makeFlame(count) {
  const nodes = []
  for (let id = 0; id < count; id++) {
    nodes[Math.max(0, id - 1 - Math.floor(wobble(id) * 40))]?.children.push(id)
    const callFrame = { functionName: `function${id % 400}`, scriptId: '1', url: `file:///app/src/${id % 60}.ts`, lineNumber: id % 300, columnNumber: 0 } // prettier-ignore
    nodes.push({ id, callFrame, children: [] })
  }
  const samples = Array.from({ length: count * 3 }, (_, index) => Math.floor(index / 3))
  const timeDeltas = samples.map((id) => Math.round(200 + 2000 * wobble(id * 7)))
  const data = { nodes, startTime: 0, endTime: timeDeltas.reduce((sum, delta) => sum + delta, 0), samples, timeDeltas }
  return { flame: flameOf({ kind: 'cpu', data }, { root: '/app', samples: 1 }), sources: [] }
}

/** Looks like chance, and is the same every time: 0 to 1. */
function wobble(seed) {
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x85ebca6b)
  return ((Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) ^ mixed) >>> 0) / 2 ** 32
}

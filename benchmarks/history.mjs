// What remembering costs as a history grows: appending a run, reading the last values of every series, loading a driver.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHistory } from '../dist/history/open-history.js'
import { Bounds, describeMachine, median, printTable } from './support/figures.mjs'
import { readOptions } from './support/options.mjs'
import { startPostgres } from './support/postgres.mjs'

const options = readOptions({ runs: 1000, series: 10_000, stores: 'file,postgres', postgres: '', starts: 5, appends: 5 })
const bounds = new Bounds()
const sizes = [1, 10, 100, 1000].filter((size) => size < options.runs).concat(options.runs)
const folder = mkdtempSync(join(tmpdir(), 'vitest-slo-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const points = Array.from({ length: options.series }, (_, at) => ({
  subject: { kind: 'test', name: `suite ${at % 100} > does the ${at}th thing that it was written for`, file: `tests/unit/part-${at % 200}.test.ts` },
  metric: 'duration',
  unit: 'ms',
  samples: 1,
})) // prettier-ignore

/** Processor time of the server in ms, NaN where there is none or it is not known. */
let serverTime = () => Number.NaN

console.log(`${describeMachine()} · ${options.series} series a run, SQLite by ${sqliteDriver()}\n`)
for (const store of options.stores.split(',')) {
  const place = await placeOf(store)
  try {
    console.log(`### ${store}\n`)
    serverTime = place.cpuTime ?? (() => Number.NaN)
    await measureStore(store, place.address)
    console.log()
  } finally {
    place.stop()
  }
}
bounds.conclude(options.strict)

/** The server is one of our own in a container, or the empty database that `--postgres <address>` names. */
async function placeOf(store) {
  if (store === 'file') return { address: `file:${join(folder, 'history.db')}`, stop: noStop }
  return options.postgres === '' ? await startPostgres() : { address: options.postgres, stop: noStop }
}

function noStop() {}

async function measureStore(store, address) {
  const history = await openHistory(address, '/')
  const rows = []
  let runs = 0
  for (const size of sizes) {
    while (runs < size - 1) await history.append(entryOf(runs++))
    const last = runs + options.appends
    const appends = []
    while (runs < last) appends.push(await timedAppend(history, entryOf(runs++)))
    const read = await timed(async () => {
      const ids = (await history.list({ limit: 50 })).map(({ id }) => id)
      const series = await history.values(ids)
      if (series.length !== options.series) throw new Error(`${series.length} series came back`)
    })
    const few = await timed(async () =>
      history.values(
        (await history.list({ limit: 50 })).map(({ id }) => id),
        someKeys(),
      ),
    )
    const append = Object.fromEntries(['wall', 'cpu', 'server'].map((key) => [key, median(appends.map((one) => one[key]))]))
    const oldest = (await history.list()).at(-1)
    const forget = await timed(() => history.forget([oldest.id]))
    rows.push([size, both(append), bounds.check(append.wall, 150, '150 ms'), both(read), bounds.check(read.wall, 2000, '2 s'), ms(few.wall), both(forget), diskOf(store)]) // prettier-ignore
    process.stderr.write(`${store}: ${size}\n`)
  }
  printTable(
    [
      'runs',
      "append (our CPU + the server's)",
      'bound',
      'last 50 values of every series',
      'bound',
      'of 20 series',
      'forget the oldest',
      'on disk',
    ],
    rows,
  )
  await history.close()
  const starts = Array.from({ length: options.starts }, () => startUp(address))
  const shown = (key) => ms(median(starts.map((one) => one[key])))
  const loading = median(starts.map(({ load }) => load))
  console.log(`\nA fresh process, median of ${options.starts}: driver loaded in ${shown('load')} (${shown('cpu')} of our CPU; ${bounds.check(loading, 30, '30 ms')}), opened in ${shown('open')}, nothing of it loaded before it is needed: ${shown('idle')}`) // prettier-ignore
}

/** In a process that has nothing else to do: importing what opens a history, then its driver, then opening. */
function startUp(address) {
  const script = `const t0 = performance.now()
    const { openHistory } = await import(${JSON.stringify(new URL('../dist/history/open-history.js', import.meta.url).href)})
    const [t1, used] = [performance.now(), process.cpuUsage()]
    await import(${JSON.stringify(new URL(driverModule(address), import.meta.url).href)})
    ;${address.startsWith('file:') ? `(await import(${JSON.stringify(new URL('../dist/history/sqlite/driver.js', import.meta.url).href)})).openDatabase(':memory:').close()` : `await import('pg')`}
    const [t2, spent] = [performance.now(), process.cpuUsage(used)]
    const store = await openHistory(${JSON.stringify(address)}, '/')
    const t3 = performance.now()
    await store.close()
    console.log(JSON.stringify({ idle: t1 - t0, load: t2 - t1, cpu: (spent.user + spent.system) / 1000, open: t3 - t2 }))`
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      cwd: join(import.meta.dirname, '..'),
    }),
  )
}

function driverModule(address) {
  return address.startsWith('file:') ? '../dist/history/sqlite/sqlite-store.js' : '../dist/history/postgres/postgres-store.js'
}

function sqliteDriver() {
  return Number(process.versions.node.split('.')[0]) >= 23 ? 'node:sqlite' : 'libsql'
}

function entryOf(number) {
  const at = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString()
  const facts = {
    scope: 'full',
    outcome: 'met',
    exitCode: 0,
    environment: 'ci',
    machineClass: 'local',
    fit: true,
    fingerprint: 'machine',
  }
  const measured = points.map((point) => ({ ...point, median: 1 + Math.random() }))
  const verdicts = Array.from({ length: 20 }, (_, which) => ({ slo: `slo-${which}`, status: 'met', measured: Math.random() }))
  return { head: { id: `run-${number}`, startedAt: at, finishedAt: at, branch: 'main', ...facts }, points: measured, verdicts, report: JSON.stringify({ measured }) } // prettier-ignore
}

function someKeys() {
  return points.slice(0, 20).map(({ subject: { kind, file, name }, metric }) => JSON.stringify([kind, '', file, name, metric]))
}

function timedAppend(history, entry) {
  return timed(() => history.append(entry))
}

/** Milliseconds on the wall, of our own processor time and of the server's: the wall is of the machine as busy as it is. */
async function timed(work) {
  const [start, used, served] = [performance.now(), process.cpuUsage(), serverTime()]
  await work()
  const wall = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  return { wall, cpu: (user + system) / 1000, server: serverTime() - served }
}

function both({ wall, cpu, server }) {
  return `${ms(wall)} (${ms(cpu)}${Number.isNaN(server) ? '' : ` + ${ms(server)}`})`
}

function ms(value) {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`
}

function diskOf(store) {
  if (store !== 'file') return ''
  const bytes = ['', '-wal'].map((suffix) => statSync(join(folder, `history.db${suffix}`), { throwIfNoEntry: false })?.size ?? 0)
  return `${(bytes.reduce((sum, size) => sum + size, 0) / 2 ** 20).toFixed(0)} MiB`
}

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { SloError } from '../../model/fault.ts'
import { seriesKey } from '../../model/history.ts'
import type { HistoryEntry, HistoryStore, KnownSeries, Mark, MarkedBefore, PastSeries, PastVerdict, Point, ReportText, RunFilter, RunHead } from '../../model/history.ts' // prettier-ignore
import { gatherSeries, seriesOfRow } from '../gather-series.ts'
import type { RunRow, SeriesRow } from '../gather-series.ts'
import { headColumns, headOfRow, valuesOf } from '../head-row.ts'
import type { HeadRow } from '../head-row.ts'
import { verdictsByRun } from '../verdicts-by-run.ts'
import type { VerdictRow } from '../verdicts-by-run.ts'
import { openDatabase } from './driver.ts'
import type { Database } from './driver.ts'
import { ensureTables } from './tables.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Milliseconds to wait for another process that is writing. */
const patience = 20_000

/** History in one file. Any number of processes may use it at once. */
export class SqliteStore implements HistoryStore {
  readonly place: string
  readonly #database: Database

  /** Opens the file and creates it where there is none. Throws SloError. `place` names it for messages. */
  constructor(file: string, place: string) {
    this.place = place
    this.#database = this.#attempt('opened', () => {
      mkdirSync(dirname(file), { recursive: true })
      return open(file)
    })
  }

  async append(entry: HistoryEntry): Promise<boolean> {
    const report = await pack(entry.report, { level: 1 })
    return this.#attempt('written', () => this.#transaction(() => this.#add(entry, report)))
  }

  async list({ branch, fingerprint, environment, before, limit = -1 }: RunFilter = {}): Promise<readonly RunHead[]> {
    const sql = `select ${headColumns} from runs where (?1 is null or branch = ?1) and (?2 is null or fingerprint = ?2)
      and (?3 is null or environment = ?3) and (?4 is null or started_at < ?4) order by started_at desc, number desc limit ?5`
    const values = [branch ?? null, fingerprint ?? null, environment ?? null, before ?? null, limit]
    return this.#attempt('read', () => this.#database.prepare(sql).all(...values)).map((row) => headOfRow(row as HeadRow))
  }

  async report(id: string): Promise<string | undefined> {
    const row = this.#attempt('read', () => this.#database.prepare('select report from runs where id = ?').get(id))
    return row === undefined ? undefined : (await unpack((row as { readonly report: Uint8Array }).report)).toString('utf8')
  }

  async replaceReport(id: string, report: ReportText): Promise<boolean> {
    const packed = await pack(report, { level: 1 })
    const { changes } = this.#attempt('written', () =>
      this.#database.prepare('update runs set report = ? where id = ?').run(packed, id),
    )
    return Number(changes) > 0
  }

  async values(runs: readonly string[], keys?: readonly string[]): Promise<readonly PastSeries[]> {
    return this.#attempt('read', () => {
      const series = this.#chosenSeries(keys)
      const numbers = keys === undefined ? undefined : JSON.stringify(series.map(({ number }) => number))
      const among = numbers === undefined ? '' : 'and series in (select value from json_each(?))'
      // Run by run: each is one stretch of the table, and the runs come in their order.
      const points = this.#database.prepare(`${listsOfRun} where run = ? ${among}`)
      const wanted = numbers === undefined ? [] : [numbers]
      const rows = this.#inOrder(runs).map(({ number, id }) => ({ ...(points.get(number, ...wanted) as Omit<RunRow, 'run'>), run: id })) // prettier-ignore
      return gatherSeries(series, rows)
    })
  }

  async series(): Promise<readonly KnownSeries[]> {
    return this.#attempt('read', () => this.#chosenSeries(undefined)).map((row) => seriesOfRow(row))
  }

  async verdicts(runs: readonly string[]): Promise<ReadonlyMap<string, readonly PastVerdict[]>> {
    const sql = `select r.id as run, v.slo, v.status, v.measured, v.good, v.total from runs r join verdicts v on v.run = r.number
      where r.id in (select value from json_each(?))`
    const rows = this.#attempt('read', () => this.#database.prepare(sql).all(JSON.stringify(runs))) as VerdictRow[]
    return verdictsByRun(rows)
  }

  async marks(kind?: string): Promise<readonly Mark[]> {
    const [among, values] = kind === undefined ? ['', []] : ['where kind = ?', [kind]]
    const sql = `select kind, key, text from marks ${among} order by kind, key`
    return this.#attempt('read', () => this.#database.prepare(sql).all(...values)).map((row) => ({ ...(row as Mark) }))
  }

  async mark({ kind, key, text }: Mark, before?: MarkedBefore): Promise<boolean> {
    const { sql, expected } = setMark(before)
    const { changes } = this.#attempt('written', () => this.#database.prepare(sql).run(kind, key, text, ...expected))
    return Number(changes) > 0
  }

  async unmark(kind: string, key: string): Promise<boolean> {
    const sql = 'delete from marks where kind = ? and key = ?'
    return Number(this.#attempt('written', () => this.#database.prepare(sql).run(kind, key)).changes) > 0
  }

  async forget(ids: readonly string[]): Promise<number> {
    return this.#attempt('written', () =>
      this.#transaction(() => {
        const list = JSON.stringify(ids)
        const rows = this.#database.prepare('select number from runs where id in (select value from json_each(?))').all(list)
        const numbers = JSON.stringify((rows as Pick<NumberedRun, 'number'>[]).map(({ number }) => number))
        const { changes } = this.#database.prepare('delete from runs where id in (select value from json_each(?))').run(list)
        this.#database.prepare(forgetSeries).run(numbers)
        for (const table of ['points', 'verdicts'])
          this.#database.prepare(`delete from ${table} where run in (select value from json_each(?))`).run(numbers)
        return Number(changes)
      }),
    )
  }

  async close(): Promise<void> {
    // So that the file alone is the whole history, wherever it is copied to. Another process at work keeps it from that; then it is later.
    this.#attempt('closed', () => this.#database.prepare('pragma wal_checkpoint(truncate)').get())
    this.#database.close()
  }

  #add({ head, points, verdicts }: HistoryEntry, report: Uint8Array): boolean {
    const { changes, lastInsertRowid: run } = this.#database.prepare(insertRun).run(...valuesOf(head), report)
    if (Number(changes) === 0) return false
    const unique = byKey(points)
    const numberOf = this.#numbersFor(unique)
    const addPoint = this.#database.prepare('insert into points (run, series, median, samples) values (?, ?, ?, ?)')
    for (const [key, { median, samples }] of unique) addPoint.run(run, numberOf.get(key) as number, median, samples)
    const addVerdict = this.#database.prepare(
      'insert into verdicts (run, slo, status, measured, good, total) values (?, ?, ?, ?, ?, ?)',
    )
    for (const { slo, status, measured, good, total } of verdicts)
      addVerdict.run(run, slo, status, measured ?? null, good ?? null, total ?? null)
    return true
  }

  #chosenSeries(keys: readonly string[] | undefined): SeriesRow[] {
    const sql = 'select number, subject, metric, unit from series'
    if (keys === undefined) return this.#database.prepare(sql).all() as SeriesRow[]
    return this.#database.prepare(`${sql} where key in (select value from json_each(?))`).all(JSON.stringify(keys)) as SeriesRow[]
  }

  #inOrder(runs: readonly string[]): NumberedRun[] {
    const sql = 'select number, id from runs where id in (select value from json_each(?)) order by started_at, number'
    return this.#database.prepare(sql).all(JSON.stringify(runs)) as NumberedRun[]
  }

  /** The numbers of all series, those of the points among them. One read of a table of keys beats a look-up for each. */
  #numbersFor(points: ReadonlyMap<string, Point>): Map<string, number | bigint> {
    const rows = this.#database.prepare('select key, number from series').all() as KeyRow[]
    const numbers = new Map<string, number | bigint>(rows.map(({ key, number }) => [key, number]))
    const add = this.#database.prepare('insert into series (key, subject, metric, unit) values (?, ?, ?, ?)')
    for (const [key, { subject, metric, unit }] of points) {
      if (!numbers.has(key)) numbers.set(key, add.run(key, JSON.stringify(subject), metric, unit).lastInsertRowid)
    }
    return numbers
  }

  #transaction<T>(work: () => T): T {
    this.#database.exec('begin immediate')
    try {
      const result = work()
      this.#database.exec('commit')
      return result
    } catch (error) {
      this.#database.exec('rollback')
      throw error
    }
  }

  /** Does a piece of work, and says which store it was where that fails. */
  #attempt<T>(what: string, work: () => T): T {
    try {
      return work()
    } catch (error) {
      const reason = error instanceof SloError ? error.message : `could not be ${what}: ${(error as Error).message}`
      throw new SloError(`history ${this.place} ${reason}`)
    }
  }
}

interface NumberedRun {
  readonly number: number
  readonly id: string
}

interface KeyRow {
  readonly key: string
  readonly number: number
}

function open(file: string): Database {
  const database = openDatabase(file)
  database.exec(`pragma busy_timeout = ${patience}`)
  keepJournal(database, Date.now() + patience)
  database.exec('pragma synchronous = normal')
  ensureTables(database)
  return database
}

/**
 * The journal lets readers and a writer work side by side, and a killed writer leaves the file as it was. SQLite does not wait where
 * two processes bring it to a new file at the same moment: both are told that the file is locked.
 */
function keepJournal(database: Database, until: number): void {
  for (;;) {
    try {
      return database.exec('pragma journal_mode = wal')
    } catch (error) {
      if (!/database is locked/.test((error as Error).message) || Date.now() > until) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 9)
    }
  }
}

/** What is compared and set is one statement, so that of two processes only one is the first. */
function setMark(before: MarkedBefore | undefined): { readonly sql: string; readonly expected: readonly string[] } {
  const insert = 'insert into marks (kind, key, text) values (?1, ?2, ?3) on conflict (kind, key) do'
  if (before === undefined) return { sql: `${insert} update set text = ?3`, expected: [] }
  if (before.text === undefined) return { sql: `${insert} nothing`, expected: [] }
  return { sql: 'update marks set text = ?3 where kind = ?1 and key = ?2 and text = ?4', expected: [before.text] }
}

/** All digits, so that a number comes back as it went in. */
const listsOfRun = `select '[' || group_concat(series) || ']' as series, '[' || group_concat(printf('%!.17g', median)) || ']' as medians,
  '[' || group_concat(samples) || ']' as samples from points`

/**
 * Series of the runs that go and that no run has which stays. Run by run, so that a series that lives on is found in the first of them:
 * a scan of all points would take as long as the history is.
 */
const forgetSeries = `delete from series where number in (select series from points where run in (select value from json_each(?)))
  and not exists (select 1 from runs cross join points on points.run = runs.number and points.series = series.number)`

const insertRun = `insert or ignore into runs (${headColumns}, report) values (${'?, '.repeat(13)}?)`

/** Later ones of the same key win: a series is one per subject and metric. */
function byKey(points: readonly Point[]): Map<string, Point> {
  return new Map(points.map((point) => [seriesKey(point), point]))
}

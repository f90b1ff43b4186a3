import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Client, QueryResultRow } from 'pg'
import { SloError } from '../../model/fault.ts'
import { seriesKey } from '../../model/history.ts'
import type { HistoryEntry, HistoryStore, KnownSeries, Mark, MarkedBefore, PastSeries, PastVerdict, Point, ReportText, RunFilter, RunHead } from '../../model/history.ts' // prettier-ignore
import { gatherSeries, seriesOfRow } from '../gather-series.ts'
import type { RunRow, SeriesRow } from '../gather-series.ts'
import { headColumns, headOfRow, valuesOf } from '../head-row.ts'
import type { HeadRow } from '../head-row.ts'
import { verdictsByRun } from '../verdicts-by-run.ts'
import type { VerdictRow } from '../verdicts-by-run.ts'
import { ensureTables } from './tables.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Connects to a server and makes the tables where they are missing. Rejects with SloError; the password is in no message. */
export async function openPostgres({ url, name }: { readonly url: string; readonly name: string }): Promise<HistoryStore> {
  const client = await connect(url, name)
  const store = new PostgresStore(client, name)
  await store.prepare()
  return store
}

/** History on a server, shared by machines. */
class PostgresStore implements HistoryStore {
  readonly place: string
  readonly #client: Client

  constructor(client: Client, place: string) {
    this.#client = client
    this.place = place
  }

  async prepare(): Promise<void> {
    await this.#attempt('prepared', async () => ensureTables(this.#client))
  }

  async append(entry: HistoryEntry): Promise<boolean> {
    const report = await pack(entry.report, { level: 1 })
    return await this.#attempt('written', () => this.#transaction(() => this.#add(entry, report)))
  }

  async list({ branch, fingerprint, environment, before, limit }: RunFilter = {}): Promise<readonly RunHead[]> {
    const sql = `select ${headColumns} from slo_runs where ($1::text is null or branch = $1) and ($2::text is null or fingerprint = $2)
      and ($3::text is null or environment = $3) and ($4::text is null or started_at collate "C" < $4)
      order by started_at desc, number desc limit $5`
    return (await this.#rows<HeadRow>(sql, [branch, fingerprint, environment, before, limit])).map((row) => headOfRow(row))
  }

  async report(id: string): Promise<string | undefined> {
    const [row] = await this.#rows<{ report: Uint8Array }>('select report from slo_runs where id = $1', [id])
    return row === undefined ? undefined : (await unpack(row.report)).toString('utf8')
  }

  async replaceReport(id: string, report: ReportText): Promise<boolean> {
    return await this.#changes('update slo_runs set report = $2 where id = $1', [id, await pack(report, { level: 1 })])
  }

  async values(runs: readonly string[], keys?: readonly string[]): Promise<readonly PastSeries[]> {
    const series = await this.#rows<SeriesRow>(
      'select number, subject, metric, unit from slo_series where $1::text[] is null or key = any($1)',
      [keys],
    )
    const rows = await this.#rows<RunRow & QueryResultRow>(
      `select r.id as run, '[' || string_agg(p.series::text, ',') || ']' as series, '[' || string_agg(p.median::text, ',') || ']' as medians,
         '[' || string_agg(p.samples::text, ',') || ']' as samples
       from slo_runs r join slo_points p on p.run = r.number
       where r.id = any($1) and ($2::int[] is null or p.series = any($2)) group by r.number order by r.started_at, r.number`,
      [runs, keys === undefined ? undefined : series.map(({ number }) => number)],
    )
    return gatherSeries(series, rows)
  }

  async series(): Promise<readonly KnownSeries[]> {
    return (await this.#rows<SeriesRow>('select number, subject, metric, unit from slo_series', [])).map((row) =>
      seriesOfRow(row),
    )
  }

  async verdicts(runs: readonly string[]): Promise<ReadonlyMap<string, readonly PastVerdict[]>> {
    const sql = `select r.id as run, v.slo, v.status, v.measured, v.good, v.total from slo_runs r join slo_verdicts v on v.run = r.number
      where r.id = any($1)`
    return verdictsByRun(await this.#rows<VerdictRow>(sql, [runs]))
  }

  async marks(kind?: string): Promise<readonly Mark[]> {
    const sql =
      'select kind, key, text from slo_marks where $1::text is null or kind = $1 order by kind collate "C", key collate "C"'
    return await this.#rows<Mark & QueryResultRow>(sql, [kind])
  }

  async mark({ kind, key, text }: Mark, before?: MarkedBefore): Promise<boolean> {
    const { sql, expected } = setMark(before)
    return await this.#changes(sql, [kind, key, text, ...expected])
  }

  async unmark(kind: string, key: string): Promise<boolean> {
    return await this.#changes('delete from slo_marks where kind = $1 and key = $2', [kind, key])
  }

  async forget(ids: readonly string[]): Promise<number> {
    return await this.#attempt('written', () =>
      this.#transaction(async () => {
        const { rows } = await this.#client.query<{ series: number }>(
          'select distinct p.series from slo_runs r join slo_points p on p.run = r.number where r.id = any($1)',
          [ids],
        )
        await this.#client.query('delete from slo_points where run in (select number from slo_runs where id = any($1))', [ids])
        const { rowCount } = await this.#client.query('delete from slo_runs where id = any($1)', [ids])
        await this.#client.query(forgetSeries, [rows.map(({ series }) => series)])
        return rowCount ?? 0
      }),
    )
  }

  async close(): Promise<void> {
    await this.#client.end()
  }

  /** Three statements, six where series are new, however many there are. */
  async #add({ head, points, verdicts }: HistoryEntry, report: Uint8Array): Promise<boolean> {
    const marks = Array.from({ length: 14 }, (_, index) => `$${index + 1}`).join(', ')
    const insert = `insert into slo_runs (${headColumns}, report) values (${marks}) on conflict (id) do nothing returning number`
    const [run] = (await this.#client.query<{ number: number }>(insert, [...valuesOf(head), report])).rows
    if (run === undefined) return false
    await this.#addPoints(run.number, [...new Map(points.map((point) => [seriesKey(point), point]))])
    await this.#client.query(
      `insert into slo_verdicts (run, slo, status, measured, good, total)
       select $1, * from unnest($2::text[], $3::text[], $4::float8[], $5::int[], $6::int[])`,
      [run.number, ...columnsOf(verdicts)],
    )
    return true
  }

  /** Nearly always all series are known, and then this is one statement. */
  async #addPoints(run: number, points: readonly Keyed[]): Promise<void> {
    const [medians, samples] = [points.map(([, { median }]) => median), points.map(([, point]) => point.samples)]
    const values = [run, linesOf(points), `{${medians.join()}}`, `{${samples.join()}}`]
    const { rowCount } = await this.#client.query(insertPoints, values)
    if (rowCount === points.length) return
    await this.#addSeries(points)
    await this.#client.query(`${insertPoints} on conflict do nothing`, values)
  }

  /** Those of the series that are missing. */
  async #addSeries(points: readonly Keyed[]): Promise<void> {
    const { rows } = await this.#client.query<{ key: string }>(
      `select n.key from unnest(string_to_array($1, e'\\n')) as n(key) where not exists (select from slo_series s where s.key = n.key)`,
      [linesOf(points)],
    )
    const missing = new Set(rows.map(({ key }) => key))
    const added = points.filter(([key]) => missing.has(key))
    await this.#client.query(
      `insert into slo_series (key, subject, metric, unit) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
       on conflict (key) do nothing`,
      [added.map(([key]) => key), added.map(([, { subject }]) => JSON.stringify(subject)), added.map(([, { metric }]) => metric), added.map(([, { unit }]) => unit)], // prettier-ignore
    )
  }

  async #rows<Row extends QueryResultRow>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    return (await this.#attempt('read', () => this.#client.query<Row>(sql, values.map((value) => value ?? null)))).rows // prettier-ignore
  }

  async #changes(sql: string, values: readonly unknown[]): Promise<boolean> {
    const { rowCount } = await this.#attempt('written', () => this.#client.query(sql, [...values]))
    return (rowCount ?? 0) > 0
  }

  async #transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#client.query('begin')
    try {
      const result = await work()
      await this.#client.query('commit')
      return result
    } catch (error) {
      await this.#client.query('rollback').catch(() => undefined)
      throw error
    }
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const reason = error instanceof SloError ? error.message : `could not be ${what}: ${(error as Error).message}`
      throw new SloError(`history ${this.place} ${reason}`)
    }
  }
}

type Keyed = readonly [key: string, point: Point]

/** Keys are JSON and hold no line break. A list of its own makes the driver and the server look for quotes in each of them. */
function linesOf(points: readonly Keyed[]): string {
  return points.map(([key]) => key).join('\n')
}

const insertPoints = `insert into slo_points (run, series, median, samples) select $1, s.number, j.median, j.samples
  from unnest(string_to_array($2, e'\\n'), $3::float8[], $4::int[]) as j(key, median, samples) join slo_series s on s.key = j.key`

function columnsOf(verdicts: readonly PastVerdict[]): readonly (readonly (string | number | null)[])[] {
  const column = (key: keyof PastVerdict) => verdicts.map((verdict) => verdict[key] ?? null)
  return [column('slo'), column('status'), column('measured'), column('good'), column('total')]
}

/** What is compared and set is one statement, so that of two processes only one is the first. */
function setMark(before: MarkedBefore | undefined): { readonly sql: string; readonly expected: readonly string[] } {
  const insert = 'insert into slo_marks (kind, key, text) values ($1, $2, $3) on conflict (kind, key) do'
  if (before === undefined) return { sql: `${insert} update set text = $3`, expected: [] }
  if (before.text === undefined) return { sql: `${insert} nothing`, expected: [] }
  return { sql: 'update slo_marks set text = $3 where kind = $1 and key = $2 and text = $4', expected: [before.text] }
}

/**
 * Of the series of runs that went, those that no run has any more. The limits keep the planner from reading all points: run by run, a
 * series that lives on is found in the first of them.
 */
const forgetSeries = `delete from slo_series s where s.number = any($1) and (select 1 from slo_runs r,
  lateral (select 1 from slo_points p where p.run = r.number and p.series = s.number limit 1) as found limit 1) is null`

async function connect(url: string, name: string): Promise<Client> {
  const { default: pg } = await import('pg').catch(() => {
    throw new SloError(`history ${name} needs the PostgreSQL driver: npm install --save-dev pg`)
  })
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A connection that is lost later shows in the query that needs it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    throw new SloError(`history ${name} does not answer: ${(error as Error).message || (error as NodeJS.ErrnoException).code}. Is the server up, and are user and password right?`) // prettier-ignore
  }
}

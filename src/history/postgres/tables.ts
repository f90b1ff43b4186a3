import type { Client } from 'pg'
import { SloError } from '../../model/fault.ts'

/** Any fixed number will do: it names the lock under which the tables are made. */
const migrationLock = 7_565_150

const first = `
  create table slo_layout (number integer not null);
  insert into slo_layout values (0);
  create table slo_runs (
    number integer primary key generated always as identity, id text not null unique, started_at text not null, finished_at text not null,
    scope text not null, outcome text not null, exit_code integer not null, environment text not null, service text, commit_id text,
    branch text, fingerprint text not null, machine_class text not null, fit integer not null, report bytea not null);
  create table slo_series (
    number integer primary key generated always as identity, key text not null unique, subject text not null, metric text not null,
    unit text not null);
  create table slo_points (
    run integer not null references slo_runs on delete cascade, series integer not null, median double precision not null,
    samples integer not null, primary key (run, series));
  create table slo_verdicts (
    run integer not null references slo_runs on delete cascade, slo text not null, status text not null, measured double precision,
    primary key (run, slo));
`

const marks = `
  create table slo_marks (kind text not null, key text not null, text text not null, primary key (kind, key));
`

const goodSamples = `
  alter table slo_verdicts add column good integer, add column total integer;
`

// Checked row by row it is three quarters of the server's time for a run of many series. Whoever forgets a run deletes its points.
const uncheckedPoints = `
  alter table slo_points drop constraint if exists slo_points_run_fkey;
`

/** What leads from each layout to the next; an empty database has the layout 0. */
const steps = [first, marks, goodSamples, uncheckedPoints]

/** Number of this layout; a larger one was written by a newer version. */
const layout = steps.length

/** Makes the tables that are missing, one connection at a time. Rejects with SloError for a store of a newer version. */
export async function ensureTables(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [migrationLock])
  try {
    const missing = steps.slice(await layoutOf(client))
    if (missing.length > 0) await client.query(`begin; ${missing.join('')} update slo_layout set number = ${layout}; commit`)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
  }
  const found = await layoutOf(client)
  if (found !== layout) {
    throw new SloError(`was written by a newer vitest-slo (layout ${found}; this version reads ${layout}): update vitest-slo, or name another database`) // prettier-ignore
  }
}

async function layoutOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ found: string | null }>(`select to_regclass('slo_layout') as found`)
  if (rows[0]?.found === null) return 0
  return (await client.query<{ number: number }>('select number from slo_layout')).rows[0]?.number ?? 0
}

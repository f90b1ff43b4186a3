import type { Database } from './driver.ts'
import { SloError } from '../../model/fault.ts'

/**
 * Values are kept in the order (run, series): a run is appended at the end of its tables, whatever their size. Series are numbered
 * in a table of their own, because their keys are long and the same in every run.
 */
const first = `
  create table runs (
    number integer primary key autoincrement, id text not null unique, started_at text not null, finished_at text not null,
    scope text not null, outcome text not null, exit_code integer not null, environment text not null, service text, commit_id text,
    branch text, fingerprint text not null, machine_class text not null, fit integer not null, report blob not null);
  create table series (number integer primary key, key text not null unique, subject text not null, metric text not null, unit text not null);
  create table points (
    run integer not null, series integer not null, median real not null, samples integer not null,
    primary key (run, series)) without rowid;
  create table verdicts (run integer not null, slo text not null, status text not null, measured real, primary key (run, slo)) without rowid;
`

const marks = `
  create table marks (kind text not null, key text not null, text text not null, primary key (kind, key)) without rowid;
`

const goodSamples = `
  alter table verdicts add column good integer;
  alter table verdicts add column total integer;
`

/** What leads from each layout to the next; an empty file has the layout 0. */
const steps = [first, marks, goodSamples]

/** Number of this layout. A store with a larger one was written by a newer version and is left alone. */
const layout = steps.length

/** Creates the tables in a new file and adds those that an older one lacks, one process at a time. Throws SloError for a file of a newer version. */
export function ensureTables(database: Database): void {
  if (layoutOf(database) < layout) {
    database.exec('begin immediate')
    try {
      // Another process may have been first while this one waited for the lock.
      const missing = steps.slice(layoutOf(database))
      if (missing.length > 0) database.exec(`${missing.join('')} pragma user_version = ${layout};`)
      database.exec('commit')
    } catch (error) {
      database.exec('rollback')
      throw error
    }
  }
  const found = layoutOf(database)
  if (found !== layout) {
    throw new SloError(`was written by a newer vitest-slo (layout ${found}; this version reads ${layout}): update vitest-slo, or name another file under history.store`) // prettier-ignore
  }
}

function layoutOf(database: Database): number {
  return (database.prepare('pragma user_version').get() as { readonly user_version: number }).user_version
}

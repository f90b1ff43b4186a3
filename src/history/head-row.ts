import type { RunHead } from '../model/history.ts'

/** A row of the table of runs, as both stores give it. */
export interface HeadRow {
  readonly id: string
  readonly started_at: string
  readonly finished_at: string
  readonly scope: RunHead['scope']
  readonly outcome: RunHead['outcome']
  readonly exit_code: RunHead['exitCode']
  readonly environment: string
  readonly service: string | null
  readonly commit_id: string | null
  readonly branch: string | null
  readonly fingerprint: string
  readonly machine_class: string
  readonly fit: number
}

export function headOfRow(row: HeadRow): RunHead {
  return {
    id: row.id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    scope: row.scope,
    outcome: row.outcome,
    exitCode: row.exit_code,
    environment: row.environment,
    fingerprint: row.fingerprint,
    machineClass: row.machine_class,
    fit: row.fit === 1,
    ...(row.service === null ? {} : { service: row.service }),
    ...(row.commit_id === null ? {} : { commit: row.commit_id }),
    ...(row.branch === null ? {} : { branch: row.branch }),
  }
}

/** The columns of a head, in the order of `headColumns`. */
export function valuesOf(head: RunHead): (string | number | null)[] {
  const { id, startedAt, finishedAt, scope, outcome, exitCode, environment, service, commit, branch, fingerprint } = head
  const first = [id, startedAt, finishedAt, scope, outcome, exitCode, environment]
  return [...first, service ?? null, commit ?? null, branch ?? null, fingerprint, head.machineClass, head.fit ? 1 : 0]
}

export const headColumns =
  'id, started_at, finished_at, scope, outcome, exit_code, environment, service, commit_id, branch, fingerprint, machine_class, fit'

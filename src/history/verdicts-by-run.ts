import type { PastVerdict } from '../model/history.ts'

export interface VerdictRow {
  readonly run: string
  readonly slo: string
  readonly status: PastVerdict['status']
  readonly measured: number | null
  readonly good: number | null
  readonly total: number | null
}

/** The verdicts of each run. */
export function verdictsByRun(rows: readonly VerdictRow[]): ReadonlyMap<string, readonly PastVerdict[]> {
  const found = new Map<string, PastVerdict[]>()
  for (const row of rows) found.set(row.run, [...(found.get(row.run) ?? []), verdictOf(row)])
  return found
}

function verdictOf({ slo, status, measured, good, total }: VerdictRow): PastVerdict {
  const samples = good === null || total === null ? {} : { good, total }
  return measured === null ? { slo, status, ...samples } : { slo, status, measured, ...samples }
}

import type { PastVerdict } from '../model/history.ts'

export interface VerdictRow {
  readonly run: string
  readonly slo: string
  readonly status: PastVerdict['status']
  readonly measured: number | null
}

/** The verdicts of each run. */
export function verdictsByRun(rows: readonly VerdictRow[]): ReadonlyMap<string, readonly PastVerdict[]> {
  const found = new Map<string, PastVerdict[]>()
  for (const { run, slo, status, measured } of rows) {
    const verdict: PastVerdict = measured === null ? { slo, status } : { slo, status, measured }
    found.set(run, [...(found.get(run) ?? []), verdict])
  }
  return found
}

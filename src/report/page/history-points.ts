import type { Status } from '../../model/verdict.ts'
import type { PagePast, PagePastRun, PageVerdict } from '../html/page-data.ts'

/** One run in the history of an SLO. The run of the page is the last. */
export interface HistoryPoint {
  readonly run: PagePastRun
  /** Its place among the runs of the past; the run of the page has the place after the last. */
  readonly place: number
  readonly status: Status
  readonly measured?: number
  /** True where the machine is another one than that of the point before: figures must not be compared across it. */
  readonly newMachine: boolean
}

/** The history of an SLO with this run at its end; runs that did not judge it are left out. */
export function historyPoints(verdict: PageVerdict, past: PagePast | undefined, now: PagePastRun): HistoryPoint[] {
  const before = (verdict.past ?? []).flatMap((entry, place) => {
    const run = past?.runs[place]
    return entry === null || run === undefined ? [] : [{ run, place, status: entry[0], measured: entry[1] }]
  })
  const all = [...before, { run: now, place: past?.runs.length ?? 0, status: verdict.status, measured: verdict.measured }]
  return all.map((point, index) => ({
    ...point,
    newMachine: index > 0 && all[index - 1]?.run.fingerprint !== point.run.fingerprint,
  }))
}

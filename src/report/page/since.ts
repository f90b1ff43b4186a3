import type { PagePast, PagePastRun, PagePastVerdict, PageVerdict } from '../html/page-data.ts'

/** How a verdict stands against the run before: what changed, and since when it is as it is. */
export interface Since {
  /** The run before this one that judged the SLO, with what it came to. */
  readonly before: { readonly run: PagePastRun; readonly verdict: PagePastVerdict }
  /** Change of the judged figure against it, 0.1 for 10 % more; undefined where one is not known, or was 0. */
  readonly change?: number
  /** How many runs in a row, this one among them, had the status of this run. */
  readonly streak: number
  /** The first of them, where it is not this one. */
  readonly first?: PagePastRun
}

/** What the past says of a verdict; undefined where no earlier run judged the SLO. */
export function sinceOf(verdict: PageVerdict, past: PagePast | undefined): Since | undefined {
  const known = (verdict.past ?? []).flatMap((entry, place) => {
    const run = past?.runs[place]
    return entry === null || run === undefined ? [] : [{ run, verdict: entry }]
  })
  const before = known.at(-1)
  if (before === undefined) return undefined
  const other = known.findLastIndex((one) => one.verdict[0] !== verdict.status)
  const same = known.slice(other + 1)
  return { before, change: changeOf(verdict.measured, before.verdict[1]), streak: same.length + 1, first: same[0]?.run }
}

function changeOf(now: number | undefined, before: number | undefined): number | undefined {
  return now === undefined || before === undefined || before === 0 ? undefined : now / before - 1
}

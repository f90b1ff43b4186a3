import { flakyTests } from '../aggregate/flaky-tests.ts'
import { percentText } from '../model/error-budget.ts'
import { SloError } from '../model/fault.ts'
import type { FlakyTest, SeenIn } from '../model/flaky-test.ts'
import { seriesKey } from '../model/history.ts'
import type { HistoryStore, KnownSeries } from '../model/history.ts'
import type { ExitCode } from '../model/run.ts'
import { sanitize } from '../report/text/sanitize.ts'
import { alignColumns } from './align-columns.ts'
import type { HistoryRequest } from './history/with-history.ts'
import { withHistory } from './history/with-history.ts'
import { printJson } from './print-json.ts'
import type { World } from './world.ts'

export interface FlakyRequest extends HistoryRequest {
  /** So many at most, the newest. */
  readonly runs: number
}

/** `slo flaky`: tests that passed and failed on the same code. Shows only: the exit code is 0 whatever it shows. */
export async function flaky({ runs: limit, config, json }: FlakyRequest, world: World): Promise<ExitCode> {
  if (limit < 1) throw new SloError('slo flaky: --runs 0 would show nothing')
  const found = await findFlaky(limit, config, world)
  if (json === true) printJson(world.stdout, found)
  else for (const line of linesOf(found)) world.stdout.write(`${line}\n`)
  return 0
}

/** The flaky tests of so many of the newest runs. Rejects with SloError. */
export async function findFlaky(limit: number, config: string | undefined, world: World): Promise<FoundFlaky> {
  return await withHistory(world, config, async ({ store }) => {
    const runs = await store.list({ limit })
    return { runs: runs.length, tests: flakyTests(runs, await suspects(store, runs.map(({ id }) => id))) } // prettier-ignore
  })
}

interface FoundFlaky {
  readonly runs: number
  readonly tests: readonly FlakyTest[]
}

/** What is remembered of the tests that ever failed or were tried again: of all others nothing is read. */
async function suspects(store: HistoryStore, runs: readonly string[]): ReturnType<HistoryStore['values']> {
  const ofTests = (await store.series()).filter(({ subject: { kind } }) => kind === 'test')
  const marked = ofTests.filter(({ metric }) => metric === 'retries' || metric === 'failures')
  const keys = new Set(marked.flatMap(({ subject }) => keysOf(subject)))
  return keys.size === 0 ? [] : await store.values(runs, [...keys])
}

function keysOf(subject: KnownSeries['subject']): string[] {
  return (['duration', 'retries', 'failures'] as const).map((metric) => seriesKey({ subject, metric }))
}

function linesOf({ runs, tests }: { readonly runs: number; readonly tests: readonly FlakyTest[] }): string[] {
  if (tests.length === 0)
    return [`no test was flaky ${runs === 1 ? 'in the one run that is' : `in the last ${runs} runs that are`} remembered`]
  const head = ['rate', '95% interval', 'retried', 'alternated', 'runs', 'last seen', 'since', 'test']
  return alignColumns([head, ...tests.map(cellsOf)])
}

function cellsOf({ subject, rate, low, high, lastSeen, since, ...counts }: FlakyTest): string[] {
  const { name, file, project } = subject
  const place = [project, file].filter((part) => part !== undefined).join(' · ')
  return [
    percent(rate),
    `${percent(low)} to ${percent(high)}`,
    String(counts.retried),
    String(counts.alternated),
    String(counts.runs),
    seenText(lastSeen),
    since === undefined ? '' : seenText(since),
    sanitize(place === '' ? name : `${place} > ${name}`),
  ]
}

function percent(share: number): string {
  return percentText(Number(share.toFixed(3)))
}

function seenText({ startedAt, commit }: SeenIn): string {
  return commit === undefined ? startedAt.slice(0, 10) : `${startedAt.slice(0, 10)} ${commit.slice(0, 8)}`
}

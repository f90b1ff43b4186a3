import type { FlakyTest, SeenIn } from '../model/flaky-test.ts'
import type { PastSeries, RunHead } from '../model/history.ts'
import { subjectKey } from '../model/subject.ts'
import type { Subject } from '../model/subject.ts'
import { wilsonInterval } from '../stats/wilson.ts'

/** Sound runs before the first flaky one that are less likely than this by chance, at the rate since then, show where it began. */
const hardlyChance = 0.05

/**
 * The tests among these series that were flaky in these runs, the surest first. Looks at `duration` (a test that took part), `retries`
 * and `failures`. At a desk one commit stands for many states of the files, so runs of the environment `development` are not compared
 * with one another; a retry is always of the same code.
 */
export function flakyTests(runs: readonly RunHead[], series: readonly PastSeries[]): FlakyTest[] {
  const oldestFirst = runs.toReversed()
  const tests = historiesOf(series).flatMap((test) => flakyTest(test, oldestFirst) ?? [])
  return tests.toSorted((a, b) => b.low - a.low || (subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1))
}

/** In which runs a test took part, was tried again, and failed. */
interface TestHistory {
  readonly subject: Subject
  readonly ran: Set<string>
  readonly retried: Set<string>
  readonly failed: Set<string>
}

function historiesOf(series: readonly PastSeries[]): TestHistory[] {
  const tests = new Map<string, TestHistory>()
  for (const one of series.filter(({ subject: { kind } }) => kind === 'test')) {
    const key = subjectKey(one.subject)
    const test = tests.get(key) ?? { subject: one.subject, ran: new Set(), retried: new Set(), failed: new Set() }
    tests.set(key, test)
    note(test, one)
  }
  return [...tests.values()]
}

function note({ ran, retried, failed }: TestHistory, { metric, values }: PastSeries): void {
  const happened = metric === 'retries' ? retried : metric === 'failures' ? failed : undefined
  for (const { run, median } of values) {
    ran.add(run)
    if (median > 0) happened?.add(run)
  }
}

function flakyTest({ subject, ran, retried, failed }: TestHistory, runs: readonly RunHead[]): FlakyTest | undefined {
  const own = runs.filter(({ id }) => ran.has(id))
  const both = commitsWithBoth(own, failed)
  const hasRetried = ({ id }: RunHead) => retried.has(id) && !failed.has(id)
  const hasAlternated = (run: RunHead) => failed.has(run.id) && isComparable(run) && both.has(run.commit)
  const marks = own.map((run) => hasRetried(run) || hasAlternated(run))
  const count = marks.filter(Boolean).length
  if (count === 0) return undefined
  const [first, last] = [marks.indexOf(true), marks.lastIndexOf(true)]
  const since = isBeginning(first, count / (own.length - first)) ? seenIn(own[first] as RunHead) : undefined
  return {
    subject,
    runs: own.length,
    retried: own.filter(hasRetried).length,
    alternated: own.filter(hasAlternated).length,
    rate: count / own.length,
    ...wilsonInterval(count, own.length),
    lastSeen: seenIn(own[last] as RunHead),
    ...(since === undefined ? {} : { since }),
  }
}

/** Commits of which the test passed in one run and failed in another. */
function commitsWithBoth(runs: readonly RunHead[], failed: ReadonlySet<string>): ReadonlySet<string | undefined> {
  const comparable = runs.filter(isComparable)
  const passed = new Set(comparable.filter(({ id }) => !failed.has(id)).map(({ commit }) => commit))
  return new Set(comparable.flatMap(({ id, commit }) => (failed.has(id) && passed.has(commit) ? [commit] : [])))
}

function isComparable({ commit, environment }: RunHead): boolean {
  return commit !== undefined && environment !== 'development'
}

function isBeginning(sound: number, rate: number): boolean {
  return sound > 0 && (1 - rate) ** sound < hardlyChance
}

function seenIn({ id, startedAt, commit }: RunHead): SeenIn {
  return { run: id, startedAt, ...(commit === undefined ? {} : { commit }) }
}

import type { FlakyTest, SeenIn } from '../../model/flaky-test.ts'
import { formatSubject } from '../../model/subject.ts'
import type { Check, Column, Document, Row } from '../document.ts'
import { countOf } from '../measured-text.ts'
import { frameOfHistory } from './of-history.ts'
import type { OfHistory } from './of-history.ts'

/** Tests that said now yes and now no of the same code. */
export interface FoundFlaky {
  readonly runs: number
  readonly tests: readonly FlakyTest[]
}

/** The flaky tests of the runs that are remembered. */
export function flakyDocument({ runs, tests }: FoundFlaky, of: OfHistory): Document {
  const sections = [{ id: 'tests', title: 'Tests, the flakiest first', columns, rows: tests.map(rowOf), most: 100 }]
  return { ...frameOfHistory('flaky', 'Flaky tests', of), notes: [], sections, ...toldOf({ runs, tests }) }
}

const all = { name: 'all tests', group: 'flaky' } as const

function toldOf({ runs, tests }: FoundFlaky): Pick<Document, 'outcome' | 'state' | 'tone' | 'checks'> {
  const unknown = 'no run is remembered'
  if (runs === 0) return { outcome: 'no-data', state: unknown, tone: 'unsure', checks: [{ ...all, result: 'skipped', level: 'warning', message: unknown }] } // prettier-ignore
  const count = `in ${countOf(runs, 'run')}`
  const sound = `no test was flaky ${count}`
  if (tests.length === 0) return { outcome: 'none', state: sound, tone: 'good', checks: [{ ...all, result: 'passed', level: 'none', message: sound }] } // prettier-ignore
  return { outcome: 'flaky', state: `${countOf(tests.length, 'test')} flaky ${count}`, tone: 'bad', checks: tests.map(checkOf) }
}

const columns: readonly Column[] = [
  { key: 'name', title: 'test' },
  { key: 'rate', title: 'rate', align: 'right' },
  { key: 'interval', title: '95 % interval', for: 'people' },
  { key: 'low', title: 'low', for: 'machines' },
  { key: 'high', title: 'high', for: 'machines' },
  { key: 'retried', title: 'retried', align: 'right' },
  { key: 'alternated', title: 'alternated', align: 'right' },
  { key: 'runs', title: 'runs', align: 'right' },
  { key: 'lastSeen', title: 'last seen' },
  { key: 'since', title: 'since' },
]

function rowOf({ subject, rate, low, high, retried, alternated, runs, lastSeen, since }: FlakyTest): Row {
  return {
    name: formatSubject(subject),
    rate: { value: rate, unit: 'ratio' },
    interval: `${share(low)} to ${share(high)}`,
    low,
    high,
    retried,
    alternated,
    runs,
    lastSeen: seenText(lastSeen),
    since: since === undefined ? undefined : seenText(since),
  }
}

function share(value: number): string {
  return `${(value * 100).toFixed(1)} %`
}

function seenText({ startedAt, commit }: SeenIn): string {
  return commit === undefined ? startedAt.slice(0, 10) : `${startedAt.slice(0, 10)} ${commit.slice(0, 8)}`
}

function checkOf({ subject, rate, runs, retried, alternated }: FlakyTest): Check {
  const message = `flaky in ${share(rate)} of ${countOf(runs, 'run')}: ${retried} passed after a retry, ${alternated} failed where another run of the commit passed`
  const cause = subject.file === undefined ? {} : { cause: { file: subject.file } }
  return { name: formatSubject(subject), group: 'flaky', result: 'skipped', level: 'warning', message, ...cause }
}

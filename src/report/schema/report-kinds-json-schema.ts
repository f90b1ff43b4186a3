import { z } from 'zod'
import type { ReportKind } from '../document.ts'
import { say, text } from './field.ts'

type Fields = Readonly<Record<string, z.ZodType>>

const word = z.string()
const unit = text('The unit of the figures of the row: ms, bytes, ratio, 1/s, bytes/s or count.')
const figure = say('In its canonical unit; the name of a number that JSON does not have.', z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])) // prettier-ignore
const count = z.number()

/** A table: rows of fields that are all left out where nothing is known. */
function table(description: string, fields: Fields): z.ZodType {
  return say(description, z.array(z.strictObject(fields).partial()))
}

const verdicts = table('One row for each SLO, the worst first.', {
  status: word, name: word, measured: figure, enforce: word, effect: word, subject: word, metric: word, statistic: word, op: word, threshold: figure, unit,
  headroom: figure, samples: count, exact: text('true, or false where the figure is an estimate.'), confirmed: figure, noData: text('Why there is no data.'), reason: word,
}) // prettier-ignore
const limits = table('One row for each limit.', { name: word, status: word, bound: word, subject: word, measured: figure, unit, reason: word }) // prettier-ignore
const profiles = table('Where the causes lie.', { subject: word, kind: word, reason: text('The hot path.'), file: word, line: count, profile: text('The file of the profile.') }) // prettier-ignore
const gaps = table('What could not be measured, or failed.', { subject: word, metric: word, status: word, reason: word })

const lines = table('What each subject used over time, one row for each figure of it. CPU is told in cores.', { subject: word, metric: word, mean: figure, largest: figure, at: figure, unit: text('The unit of mean and largest. `at` is in milliseconds from the begin of the run.'), during: text('What ran then.') }) // prettier-ignore

/** Subjects with a column for each metric that was measured. */
const subjects = say(
  'One row for each subject with its largest sample of each metric, in the unit of the metric.',
  z.array(z.object({ subject: word, status: text('Whether the figures are exact.') }).catchall(figure)),
)

const tables: Readonly<Record<Exclude<ReportKind, 'run'>, Fields>> = {
  timing: {
    phases: table('Where the time went.', { name: word, time: figure, share: figure, unit, status: word, reason: word }),
    files: subjects, tests: subjects, commands: subjects, measures: subjects, containers: subjects,
    overhead: table('What the measurement cost.', { name: word, time: figure }),
  },
  resources: { runs: subjects, commands: subjects, containers: subjects, files: subjects, tests: subjects, lines: lines.optional(), limits, gaps },
  failures: { verdicts, limits, profiles, gaps },
  historical: {
    runs: table('The runs, the newest first.', { name: text('Id of the run.'), startedAt: word, status: word, violated: count, noData: count, inconclusive: count, warning: count, met: count, scope: word, revision: word, environment: word, machine: word }),
    slos: table('Each SLO over them.', { name: word, status: text('In the newest run.'), measured: figure, least: figure, most: figure, bound: word, unit, good: count, judged: count }),
  },
  comparative: {
    comparisons: table('Each figure of both revisions.', { status: word, name: word, base: figure, head: figure, unit, change: figure, low: figure, high: figure, pairs: count, reason: word }),
  },
  trend: {
    trends: table('Where each SLO is going.', { status: word, name: word, last: figure, typical: figure, unit, runs: count, perRun: figure, low: figure, high: figure, since: word, forecast: word }),
  },
  flaky: {
    tests: table('The tests that passed and failed on the same code.', { name: word, rate: figure, interval: word, low: figure, high: figure, retried: count, alternated: count, runs: count, lastSeen: word, since: word }),
  },
  budget: {
    budgets: table('What is left of each error budget.', { status: word, name: word, target: word, good: count, total: count, remaining: figure, burn5: figure, burn20: figure, runsLeft: figure }),
  },
} // prettier-ignore

function documentOf(kind: string, fields: Fields): z.ZodType {
  return z.strictObject({
    schema: say('Number of the layout.', z.literal(1)),
    kind: z.literal(kind),
    title: text('For people.'),
    outcome: text('One word: met, violated, not-judged ...'),
    state: text('What all came to, in one line that is always there.'),
    at: text('When what it tells of ended. ISO 8601, UTC.').optional(),
    notes: z.array(z.string()).optional(),
    tables: say('Every table with all of its rows.', z.strictObject(fields)),
  })
}

/** The JSON Schema (2020-12) of `slo report <kind> --format json` but for a whole run, as published in `vitest-slo/report-kinds.schema.json`. */
export function reportKindsJsonSchema(): object {
  const documents = Object.entries(tables).map(([kind, fields]) => documentOf(kind, fields)) as [z.ZodType, z.ZodType]
  const { $schema, ...schema } = z.toJSONSchema(z.union(documents), { io: 'input', reused: 'ref' })
  return {
    $schema,
    $id: 'urn:vitest-slo:report-kinds:1',
    title: 'Reports of vitest-slo by kind',
    description: `A report of one kind (${Object.keys(tables).join(', ')}). Canonical units: ms, bytes, ratio, 1/s, bytes/s, count.`,
    ...schema,
  }
}

import { z } from 'zod'
import { reportSchema as schemaNumber } from '../stored-report.ts'
import type { StoredReport } from '../stored-report.ts'
import { number, say, text } from './field.ts'
import { insight } from './insight-schema.ts'
import { limit } from './limit-schema.ts'
import { gap, series } from './measured-schema.ts'
import { timeline } from './timeline-schema.ts'
import { profile, profileGap } from './profile-schema.ts'
import { verdict } from './verdict-schema.ts'

const machine = say(
  'The machine of the run.',
  z.object({
    fingerprint: text('Equal for machines whose timings may be compared.'),
    class: text('Machine class that chose the bounds, for example local or github-hosted.'),
    cpu: text('Model of the CPU.'),
    cores: number('Cores that the run may use.'),
    memory: number('Memory in bytes.'),
    os: text('Operating system and its version.'),
    node: text('Version of Node.js.'),
    vitest: text('Version of Vitest; left out where Vitest did not run.').optional(),
    fit: say('False when the machine was too busy or throttled for timings to accuse anyone.', z.boolean()),
    fitReasons: say('Why it was not fit, each with figure and bound.', z.array(z.string())),
  }),
)

const run = say(
  'What ran, when and where.',
  z.object({
    id: text('Identifies the run.'),
    service: text('Name of the service, as declared.').optional(),
    startedAt: text('ISO 8601, UTC.'),
    finishedAt: text('ISO 8601, UTC.'),
    scope: say(
      'How much of the suite took part. Only full and merged runs demand data for every SLO.',
      z.enum(['full', 'filtered', 'shard', 'watch', 'merged', 'interrupted']),
    ),
    shard: say(
      'Which part of the suite a shard ran.',
      z.object({
        index: number('From 1.'),
        count: number('Of how many.'),
        split: text('Digest of the plan by which the files were shared out; left out where Vitest did it.').optional(),
      }),
    ).optional(),
    commit: text('Commit that was measured.').optional(),
    branch: text('Branch that was measured.').optional(),
    environment: text('Name of the environment whose overrides applied.'),
    machine,
    reportsDir: text('Folder of the reports, relative to the root.'),
  }),
)

const tests = say(
  'Tests by their result.',
  z.object({ passed: number('Passed.'), failed: number('Failed.'), skipped: number('Skipped.') }),
)

const overhead = say(
  'What vitest-slo itself cost.',
  z.object({
    perTestMs: number('Mean milliseconds that a test attempt waited for the measurement.'),
    samplerCpuRatio: number('CPU time of the sampler over the duration of the run.'),
    judgingMs: number('Milliseconds of judging and writing reports.').optional(),
    profilingMs: number('Milliseconds of the pass that profiles, after the run.').optional(),
  }),
)

/** The layout of report.json. Without transforms, so that it can be published as JSON Schema. */
export const reportSchema = z.object({
  schema: say('Number of this layout.', z.literal(schemaNumber)),
  outcome: say(
    'What the run comes to: the worst verdict that counts.',
    z.enum(['met', 'warning', 'violated', 'no-data', 'inconclusive', 'not-judged']),
  ),
  exitCode: say(
    'Exit code on the command line: 0 met, 1 violated or tests failed, 2 wrong configuration, 3 no data or inconclusive.',
    z.literal([0, 1, 2, 3]),
  ),
  score: number('Health from 0 to 100; left out of a part of a suite, and where nothing was judged.').optional(),
  run,
  tests,
  verdicts: say('One entry per declared SLO.', z.array(verdict)),
  series: say('Everything that was measured.', z.array(series)),
  gaps: say('Why numbers are missing or cannot be trusted.', z.array(gap)),
  limits: say('What became of each limit that was enforced while the run went on.', z.array(limit)).optional(),
  profiles: say('Where the causes lie, looked for in a pass after the run.', z.array(profile)),
  notProfiled: say('What that pass could not profile, and why.', z.array(profileGap)).optional(),
  insights: say('What was noticed beside the SLOs. Fails nothing.', z.array(insight)),
  overhead: overhead.optional(),
  timeline: timeline.optional(),
}) satisfies z.ZodType<StoredReport>

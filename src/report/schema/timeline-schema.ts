import { z } from 'zod'
import { lineMetrics } from '../../model/timeline.ts'
import type { Line, LineMetric, Phase, Span, Timeline, Track } from '../../model/timeline.ts'
import { number, say, text } from './field.ts'
import { subject } from './measured-schema.ts'

const values = z.array(z.number().nullable())

const line = z.object({
  mean: say('Mean in each stretch; null where nothing is known.', values),
  min: say('Smallest in each stretch; left out where it is the mean everywhere.', values).optional(),
  max: say('Largest in each stretch; left out where it is the mean everywhere.', values).optional(),
}) satisfies z.ZodType<Line>

const lines = z.object(Object.fromEntries(lineMetrics.map((metric) => [metric, line.optional()]))) as unknown as z.ZodType<
  Partial<Record<LineMetric, Line>>
>

const phase = z.object({
  name: text('What it did.'),
  from: number('Begin, ms since the start of the run.'),
  to: number('End, ms since the start of the run.'),
}) satisfies z.ZodType<Phase>

const track = z.object({
  subject: say('What was followed.', subject),
  source: text('How, in words.'),
  cores: number('Cores that it may use.').optional(),
  phases: say('What it did when.', z.array(phase)),
  edges: say('Where stretches begin and end, ms since the start of the run: one more than there are stretches.', z.array(z.number())), // prettier-ignore
  lines: say('By metric: cpu in cores, memory in bytes, all others in bytes per second.', lines),
}) satisfies z.ZodType<Track>

const span = z.object({
  subject: say('A test, a test file, or the command of a probe.', subject),
  from: number('Begin, ms since the start of the run.'),
  to: number('End, ms since the start of the run.'),
  testsFrom: number('Of a file: begin of its first test, after set-up and import.').optional(),
  worker: number('Number of the worker, from 1.').optional(),
  failed: say('Only where it failed.', z.literal(true)).optional(),
}) satisfies z.ZodType<Span>

/** The run over time. */
export const timeline = say(
  'The run over time: sampled, for pictures. Totals and peaks stand in the series and do not depend on it.',
  z.object({
    duration: number('Milliseconds from the start to the end of the tests.'),
    leftOut: say(
      'How many there were beside those that are told of.',
      z.object({
        commands: number('Commands.'),
        containers: number('Containers.'),
        files: number('Test files.'),
        tests: number('Tests.'),
      }),
    ),
    tracks: say('The run, and those commands and containers that took most CPU time.', z.array(track)),
    spans: say('When the longest test files, tests and probes ran.', z.array(span)),
  }),
) satisfies z.ZodType<Timeline>

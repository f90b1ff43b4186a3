import { z } from 'zod'
import type { Insight } from '../../model/insight.ts'
import { number, say, text } from './field.ts'
import { cost } from './cost-schema.ts'
import { unit } from './measured-schema.ts'

const worker = text('`process/thread` of the worker.')
const slo = text('The SLO.')
const runs = number('How many runs it stands on.')

const forecast = say(
  'When the typical run breaks the objective, if it goes on like this.',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['unknown', 'none', 'broken']) }),
    z.object({ kind: z.literal('beyond'), runs: number('Not within so many runs.') }),
    z.object({
      kind: z.literal('breach'),
      runs: number('In so many runs.'),
      earliest: number('By the steep end of the interval.'),
      latest: number('By its flat end; left out where that lies too far ahead.').optional(),
    }),
  ]),
)

const aboutHeaps = [
  z.object({
    kind: z.literal('heap-step'),
    worker,
    file: text('The test file after which the heap stopped coming back.'),
    before: number('Bytes held before it.'),
    after: number('The fewest bytes held after it and after any later file.'),
    later: number('How many files the worker ran after it.'),
  }),
  z.object({
    kind: z.literal('heap-growth'),
    worker,
    files: number('How many files the worker ran.'),
    slope: number('Bytes kept per file.'),
  }),
] as const

const aboutRuns = [
  z.object({
    kind: z.literal('trend'),
    slo,
    unit,
    direction: z.enum(['rising', 'falling']),
    perRun: number('Change from run to run (Theil-Sen).'),
    low: number('Low end of its 95 % interval.'),
    high: number('High end of its 95 % interval.'),
    change: number('Over these runs, as a share of the typical value.'),
    runs,
    pValue: number("Of Mann and Kendall's test."),
    forecast,
  }),
  z.object({
    kind: z.literal('level'),
    slo,
    unit,
    run: text('The first run on this level.'),
    startedAt: text('When it started. ISO 8601, UTC.'),
    commit: text('Its commit.').optional(),
    commitBefore: text('The commit of the run before it.').optional(),
    before: number('Typical value before.'),
    after: number('Typical value since.'),
    runs,
  }),
  z.object({
    kind: z.literal('outlier'),
    slo,
    unit,
    measured: number('The figure of this run.'),
    usual: number('Median of the runs before.'),
    z: number('Robust deviations between the two.'),
    runs,
    better: say('True where it lies on the better side.', z.boolean()),
  }),
  z.object({
    kind: z.literal('wide-headroom'),
    slo,
    unit,
    worst: number('The worst figure of the runs.'),
    threshold: number('The bound.'),
    runs,
  }),
] as const

const aboutSamples = [
  z.object({
    kind: z.literal('wide-spread'),
    slo,
    spread: number('Robust deviation of the samples over their median.'),
    margin: number('Distance from the bound, over the bound.'),
    samples: number('How many.'),
  }),
  z.object({
    kind: z.literal('cold-first'),
    command: text('Name of the command.'),
    first: number('Milliseconds of the first sample.'),
    usual: number('Median of the others.'),
    samples: number('How many.'),
  }),
] as const

/** Something that was noticed beside the SLOs. */
export const insight = z.discriminatedUnion('kind', [
  ...aboutHeaps,
  ...aboutRuns,
  ...aboutSamples,
  ...cost,
]) satisfies z.ZodType<Insight>

import { z } from 'zod'
import { metricsOf } from '../../model/metric.ts'
import type { Metric, SubjectKind } from '../../model/metric.ts'
import type { Gap, Recording } from '../../model/series.ts'
import type { Subject } from '../../model/subject.ts'
import { unitOf } from '../../model/unit.ts'
import type { StoredSeries } from '../stored-report.ts'
import { number, say, text } from './field.ts'

const subjectKinds = Object.keys(metricsOf) as SubjectKind[]
const metrics = [...new Set(Object.values(metricsOf).flatMap((metricsOfKind) => Object.keys(metricsOfKind)))] as Metric[]

/** The name of a metric. */
export const metric = say('What was measured of the subject.', z.enum(metrics))

/** A canonical unit. */
export const unit = say('Unit of all numbers beside it.', z.enum(Object.values(unitOf)))

/** What something is about. */
export const subject = z.object({
  kind: z.enum(subjectKinds),
  name: text('Full name of a test, path of a file, or the name that was given; run for the run.'),
  file: text('Path of the test file, relative to the root.').optional(),
  project: text('Vitest project, where there are several.').optional(),
  tags: say('Tags of the test.', z.array(z.string())).optional(),
}) satisfies z.ZodType<Subject>

const origin = z.object({
  file: text('Path of the test file, relative to the root.'),
  test: text('Full name of the test.'),
  project: text('Vitest project, where there are several.').optional(),
})

const summary = z.object({
  count: number('Samples.'),
  min: number('Smallest sample.'),
  max: number('Largest sample.'),
  mean: number('Arithmetic mean.'),
  median: number('Median.'),
  sum: number('Sum.'),
  last: number('Last sample.'),
  stddev: number('Sample standard deviation; needs two samples.').optional(),
  p90: number('90th percentile, type 7.'),
  p95: number('95th percentile, type 7.'),
  p99: number('99th percentile, type 7.'),
})

const recording = z.object({
  origin: say('The test that recorded it; left out for a probe.', origin).optional(),
  samples: number('How many of the samples.'),
  confirmation: number('How many samples of the second measurement, where it was measured again.').optional(),
}) satisfies z.ZodType<Recording>

const sample = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])

/** The samples of one metric of one subject. */
export const series = z.object({
  subject: say('What was measured.', subject),
  metric,
  unit,
  samples: say('In the order they were taken. One that is not finite is a text, and counts as failed.', z.array(sample)),
  source: text('Where the numbers come from, in words.'),
  exact: say('False for an estimate.', z.boolean()),
  confirmation: say('The second measurement of a violated time.', z.array(sample)).optional(),
  origin: say('The test that recorded it.', origin).optional(),
  recordings: say('Who recorded which of the samples, in order, where several tests did.', z.array(recording)).optional(),
  summary: say('The samples reduced; left out without samples, and for a test or a file with a single one.', summary).optional(),
}) satisfies z.ZodType<StoredSeries>

const reason = text('In words.')

/** Why a number is missing or cannot be trusted. */
export const gap = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['failed-sample', 'failed-test', 'skipped-test', 'crashed']), subject, reason }),
  z.object({ kind: z.literal('unsupported'), subject, metric, reason }),
]) satisfies z.ZodType<Gap>

import { z } from 'zod'
import { isSupported, metricsOf } from '../../model/metric.ts'
import type { Metric, SubjectKind } from '../../model/metric.ts'
import { showValue } from '../../model/show-value.ts'
import type { Sli } from '../../model/sli.ts'
import type { Selector } from '../../model/subject.ts'
import { choice, closed, report, text } from './leaf.ts'

const indicator = "an indicator such as sli.command('build').duration"
const kinds = Object.keys(metricsOf) as SubjectKind[]

/** What `sli` builds; tells apart the ways to write it half. */
const built = z.any().superRefine((written: unknown, context) => {
  if (written === undefined) {
    return report(context, {
      code: 'missing',
      expected: indicator,
      hint: 'a metric that does not exist is undefined too: check the word after the last dot',
    })
  }
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    return report(context, { code: 'wrong-type', came: showValue(written), expected: indicator, hint: hintFor(written) })
  }
  const metrics = Object.keys(written)
  if ('subject' in written || !metrics.some((metric) => isIndicator((written as Record<string, unknown>)[metric]))) return
  report(context, {
    code: 'wrong-type',
    came: 'an indicator without a metric',
    expected: indicator,
    hint: `add one of .${metrics.join(' .')}`,
  })
})

function hintFor(written: unknown): string | undefined {
  // A function arrives as the symbol that says so.
  const isFunction = typeof written === 'symbol' && written.description === 'a function'
  return isFunction ? 'call it with a name, then take a metric: sli.command(name).duration' : undefined
}

function isIndicator(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'subject' in value && 'metric' in value
}

const subject = closed(
  {
    kind: choice(kinds),
    name: text('the name of what is measured').optional(),
    file: text("a glob of test files such as 'tests/unit/**'").optional(),
    tag: text('a tag of tests').optional(),
  },
  'what is measured',
).transform((written, context): Selector => {
  const { kind, name, file, tag } = written
  if (kind === 'test' && name === undefined && file === undefined && tag === undefined) {
    report(context, {
      code: 'empty',
      expected: "which tests: a glob on their names, or { file: 'tests/unit/**' }; sli.test('**') are all",
    })
  }
  if (kind !== 'test' && kind !== 'run' && name === undefined)
    report(context, { code: 'missing', expected: 'the name of what is measured' }, ['name'])
  return written as Selector
})

const shape = {
  subject,
  metric: z.string({ error: 'a metric of the subject' }),
  dimension: z.undefined({ error: 'nothing' }).optional(),
} satisfies Record<keyof Sli, z.ZodType>

/** A whole indicator, of a metric that this version can measure. */
export const sliSchema = built.pipe(closed(shape, indicator)).transform((written, context) => {
  const { subject: of, metric } = written
  const known = Object.keys(metricsOf[of.kind])
  if (!known.includes(metric))
    report(context, { code: 'unknown-value', came: showValue(metric), expected: `one of ${known.join(', ')}` }, ['metric'])
  else if (!isSupported(of.kind, metric)) report(context, { code: 'not-supported-yet', came: `${metric} of a ${of.kind}` })
  return { subject: of, metric: metric as Metric }
})

import { z } from 'zod'
import { metricsOf } from '../../model/metric.ts'
import type { Metric, SubjectKind } from '../../model/metric.ts'
import { nearest } from '../../model/nearest.ts'
import { showChoice, showValue } from '../../model/show-value.ts'
import type { Sli } from '../../model/sli.ts'
import type { Selector } from '../../model/subject.ts'
import type { LeafFault } from './findings-of.ts'
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
  if ('subject' in written) return
  const metrics = Object.entries(written).flatMap(([metric, value]) => (isIndicator(value) ? [`.${metric}`] : []))
  const came = metrics.length === 0 ? showValue(written) : 'an indicator without a metric'
  const hint = metrics.length === 0 ? undefined : `add ${showChoice(metrics)}`
  report(context, { code: 'wrong-type', came, expected: indicator, hint })
})

function hintFor(written: unknown): string | undefined {
  // A function arrives as the symbol that says so.
  const isFunction = typeof written === 'symbol' && written.description === 'a function'
  return isFunction ? 'call it with a name, then take a metric: sli.command(name).duration' : undefined
}

function isIndicator(value: unknown): boolean {
  return (value as Partial<Sli> | undefined)?.subject !== undefined
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

/** A whole indicator, of a metric that its subject has. */
export const indicatorSchema = built.pipe(closed(shape, indicator)).transform((written, context) => {
  const known = Object.keys(metricsOf[written.subject.kind])
  if (!known.includes(written.metric)) report(context, unknownMetric(written.metric, known), ['metric'])
  return { subject: written.subject, metric: written.metric as Metric }
})

function unknownMetric(metric: string, known: readonly string[]): LeafFault {
  const near = nearest(metric, known)
  return {
    code: 'unknown-value',
    came: showValue(metric),
    ...(near === undefined ? { expected: showChoice(known) } : { nearest: near }),
  }
}

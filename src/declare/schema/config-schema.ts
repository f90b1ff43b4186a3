import { z } from 'zod'
import { reportFormats } from '../../model/config.ts'
import { showValue } from '../../model/show-value.ts'
import type { ConfigInput, EnvironmentInput, MonitoringInput, ProfilingInput, ReportsInput } from '../define-config.ts'
import { isInsideRoot } from '../is-inside-root.ts'
import { alertsSchema } from './alerts-schema.ts'
import { historySchema } from './history-schema.ts'
import { byName, choice, closed, flag, name, report, text, whenUsed } from './leaf.ts'
import { limitsSchema } from './limits-schema.ts'
import { metricSchema } from './metric-schema.ts'
import { time, wholeNumber } from './number-leaf.ts'
import { probeSchema } from './probe-schema.ts'
import { shardsSchema } from './shards-schema.ts'
import { sloOverrideSchema, sloSchema } from './slo-schema.ts'

const monitoringShape = () =>
  ({
    interval: time({ least: 10, most: 10_000, expected: "a time from '10ms' to '10s'" }).optional(),
    cpu: flag.optional(),
    memory: flag.optional(),
    disk: flag.optional(),
    network: flag.optional(),
    processes: flag.optional(),
    eventLoop: flag.optional(),
    gc: flag.optional(),
    heapAfterFile: flag.optional(),
  }) satisfies Record<keyof MonitoringInput, z.ZodType>

const profilingShape = () =>
  ({
    when: choice(['on-violation', 'always', 'never']).optional(),
    timeout: time({ least: 1000, most: 3_600_000, expected: "a time from '1s' to '1h'" }).optional(),
    most: wholeNumber({ least: 1, most: 100, expected: 'a whole number from 1 to 100' }).optional(),
  }) satisfies Record<keyof ProfilingInput, z.ZodType>

const formats = z
  .array(choice(reportFormats), { error: "a list of formats such as ['json', 'html']" })
  .min(1, { error: "at least one format, such as 'json'" })
  .superRefine(
    (written, context) => {
      written.forEach((format, i) => {
        if (written.indexOf(format) < i) report(context, { code: 'duplicate', came: showValue(format) }, [i])
      })
    },
    // Also beside other faults of the list.
    { when: ({ value }) => Array.isArray(value) },
  )

const dir = text('a folder inside the project').superRefine((path, context) => {
  if (!isInsideRoot(path))
    report(context, { code: 'outside-root', came: showValue(path), expected: "a folder inside the project, such as '.slo'" })
})

const reportsShape = {
  dir: dir.default('.slo'),
  formats: formats.default(['json', 'html']),
} satisfies Record<keyof ReportsInput, z.ZodType>

const weighingShape = {
  inconclusive: choice(['fail', 'report']).optional(),
  fitness: choice(['check', 'ignore']).optional(),
  monitoring: whenUsed(() => closed(monitoringShape(), 'switches such as { gc: false }')).optional(),
  limits: limitsSchema.optional(),
  profiling: whenUsed(() => closed(profilingShape(), "when to profile, such as { when: 'never' }")).optional(),
} satisfies Record<Exclude<keyof EnvironmentInput, 'slos'>, z.ZodType>

const environmentShape = () =>
  ({
    ...weighingShape,
    slos: byName(
      sloOverrideSchema,
      "changes by the name of the SLO, such as { 'first-build': { objective: '<= 20s' } }",
    ).optional(),
  }) satisfies Record<keyof EnvironmentInput, z.ZodType>

const later = ['budget']

const configShape = {
  service: name('the name of what is gated').optional(),
  probes: byName(probeSchema, "probes by name, such as { build: { run: 'npm run build' } }").default({}),
  slos: byName(
    sloSchema,
    "SLOs by name, such as { build: { sli: sli.command('build').duration, objective: '<= 15s' } }",
  ).superRefine(notEmpty),
  metrics: byName(metricSchema, "metrics by name, such as { triples: { type: 'counter', unit: 'count' } }").default({}),
  reports: closed(reportsShape, "where reports go, such as { dir: '.slo' }").prefault({}),
  history: historySchema,
  shards: shardsSchema.optional(),
  alerts: alertsSchema.optional(),
  environments: byName(
    whenUsed(() => closed(environmentShape(), 'what changes in this environment', [...later, 'alerts', 'history'])),
    'changes by the name of the environment',
  ).default({}),
  ...weighingShape,
} satisfies Record<keyof ConfigInput, z.ZodType>

function notEmpty(slos: object, context: z.RefinementCtx): void {
  if (Object.keys(slos).length > 0) return
  report(context, { code: 'empty', expected: 'at least one SLO: without one the gate would judge nothing' })
}

/** The whole of slo.config.ts, each key on its own; what ties keys together is checked beside it. */
export const configSchema = closed(configShape, 'an object with a key slos, as defineConfig takes it', later)

export type CheckedConfig = z.output<typeof configSchema>

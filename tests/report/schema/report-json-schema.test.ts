import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderJson } from '../../../src/report/json.ts'
import { reportJsonSchema } from '../../../src/report/schema/report-json-schema.ts'
import { anyRun } from '../run-arbitrary.ts'
import { runOf, sampleRun } from '../sample-run.ts'
import { summarizeSimply } from '../summarize-simply.ts'

const validate = new Ajv2020({ allErrors: true }).compile(reportJsonSchema())
const reportOf = (run: typeof sampleRun): unknown => JSON.parse(renderJson(run, summarizeSimply))

describe('reportJsonSchema', () => {
  test('accepts what is rendered', () => {
    validate(reportOf(sampleRun))
    expect(validate.errors).toBeNull()
    validate(reportOf(runOf({})))
    expect(validate.errors).toBeNull()
  })

  test('accepts any run', () => {
    fc.assert(fc.property(anyRun, (run) => { expect(validate(reportOf(run))).toBe(true) }), { numRuns: 100 }) // prettier-ignore
  })

  test.each<[string, (report: any) => void]>([
    // oxlint-disable-line no-explicit-any
    ['another schema number', (report) => (report.schema = 2)],
    ['a violated verdict without samples', (report) => delete report.verdicts[1].samples],
    ['a met verdict without a figure', (report) => delete report.verdicts[0].measured],
    ['null for what is unknown', (report) => (report.verdicts[0].confirmed = null)],
    ['an unknown statistic', (report) => (report.verdicts[0].objective.statistic = 'peek')],
    ['an unknown unit', (report) => (report.series[0].unit = 'seconds')],
    ['a missing list', (report) => delete report.gaps],
  ])('refuses %s', (_, break_) => {
    const report = reportOf(sampleRun)
    break_(report)
    expect(validate(report)).toBe(false)
  })

  test('has an identity, a title and a description of every field of the top', () => {
    const schema = reportJsonSchema() as { $id: string; $schema: string; properties: Record<string, { description?: string }> }
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'urn:vitest-slo:report:1' })
    expect(Object.entries(schema.properties).filter(([, { description }]) => description === undefined)).toEqual([])
  })

  test('describes every key that is written', () => {
    // Closed, the same schema must still accept: nothing undocumented lies in a report.
    const closed = JSON.parse(JSON.stringify(reportJsonSchema()), (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'properties' in value && !('additionalProperties' in value)
        ? { ...value, additionalProperties: false }
        : value,
    ) as object
    const validateClosed = new Ajv2020({ allErrors: true }).compile({ ...closed, $id: 'urn:closed:report' })
    validateClosed(reportOf(sampleRun))
    expect(validateClosed.errors).toBeNull()
  })
})

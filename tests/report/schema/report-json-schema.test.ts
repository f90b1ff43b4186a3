import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderJson } from '../../../src/report/json.ts'
import { reportJsonSchema } from '../../../src/report/schema/report-json-schema.ts'
import { editReport } from '../edit-report.ts'
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

  test.each<[string, unknown]>([
    ['schema', 2],
    ['verdicts.1.samples', undefined],
    ['verdicts.0.measured', undefined],
    ['verdicts.0.confirmed', null],
    ['verdicts.0.objective.statistic', 'peek'],
    ['series.0.unit', 'seconds'],
    ['gaps', undefined],
  ])('refuses %s as %j', (path, value) => {
    const report: unknown = JSON.parse(editReport(renderJson(sampleRun, summarizeSimply), path, value))
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

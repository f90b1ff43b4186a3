import { z } from 'zod'
import { reportSchema } from './report-schema.ts'

/** The JSON Schema (2020-12) of report.json, as published in `vitest-slo/report.schema.json`. */
export function reportJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { io: 'input' })
  return {
    $schema,
    $id: 'urn:vitest-slo:report:1',
    title: 'Report of vitest-slo',
    description: 'One run of a test suite, measured and judged. Canonical units: ms, bytes, ratio, 1/s, bytes/s, count.',
    ...schema,
  }
}

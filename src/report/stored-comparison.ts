import type { ComparisonResult } from '../model/comparison.ts'

/** The number of the layout of comparison.json. */
export const comparisonSchema = 1

/** comparison.json as one text. */
export function renderComparisonJson({ base, head, finishedAt, exitCode, compared, noData }: ComparisonResult): string {
  const stored = { schema: comparisonSchema, kind: 'comparison', base, head, finishedAt, exitCode, compared, noData }
  return `${JSON.stringify(stored, undefined, 2)}\n`
}

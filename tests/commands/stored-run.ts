import { summarize } from '../../src/aggregate/summarize.ts'
import type { Run } from '../../src/model/run.ts'
import { renderJson } from '../../src/report/json.ts'
import { runOf } from '../report/sample-run.ts'

/** The text of a report.json. */
export function storedText(parts: Partial<Run>): string {
  return renderJson(runOf(parts), summarize)
}

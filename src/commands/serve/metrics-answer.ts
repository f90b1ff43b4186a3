import { renderExposition } from '../../export/exposition.ts'
import { textAnswer } from '../../serve/answer.ts'
import type { Answer } from '../../serve/answer.ts'
import type { Project } from '../load-project.ts'
import { familiesOf } from '../metrics/families-of.ts'
import { foundRun } from './found-run.ts'

/** The last run as metrics; OpenMetrics for those who accept it. Where there is none, a scrape fails: "did not run" must not look like "OK". */
export async function metricsAnswer(accept: string, project: Project): Promise<Answer> {
  const found = await foundRun('last', project)
  if (found === undefined) return textAnswer('no run is stored yet: slo run makes one', 503)
  const families = await familiesOf(found.run, project)
  const dialect = accept.includes('application/openmetrics-text') ? 'openmetrics' : 'prometheus'
  return { status: 200, type: types[dialect], body: renderExposition(families, dialect) }
}

const types = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
} as const

import { resolve } from 'node:path'
import { renderExposition } from '../export/exposition.ts'
import type { MetricFamily } from '../export/metric-family.ts'
import { renderOtlp } from '../export/otlp.ts'
import { renderSampleTable } from '../export/sample-table.ts'
import type { ExitCode, Run } from '../model/run.ts'
import { loadProject } from './load-project.ts'
import { familiesOf, timesOf } from './metrics/families-of.ts'
import { postMetrics, pushMetrics } from './metrics/send-metrics.ts'
import { storedRun } from './report/stored-run.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

export interface MetricsRequest {
  /** A report file, the folder that holds report.json, the begin of an id, or `last`. */
  readonly path?: string
  readonly format: 'openmetrics' | 'prometheus' | 'json' | 'csv' | 'otlp'
  readonly tests?: boolean
  readonly output?: string
  /** Address of a Pushgateway. */
  readonly push?: string
  /** Address of an OTLP receiver. */
  readonly otlp?: string
  readonly config?: string
}

/** `slo metrics`: a stored run as metrics. Judges nothing: 0 where they are written or were taken. Rejects with SloError where not. */
export async function metrics(request: MetricsRequest, world: World & { readonly version: string }): Promise<ExitCode> {
  const project = await loadProject(world, { file: request.config })
  const { run } = await storedRun(request.path ?? resolve(project.root, project.config.reports.dir), world)
  const families = await familiesOf(run, project, { tests: request.tests === true })
  const taken: Taken = { run, families, version: world.version }
  if (request.push === undefined && request.otlp === undefined) show(request, render(request.format, taken), world)
  if (request.push !== undefined) await pushMetrics(request.push, run.service, render('prometheus', taken))
  if (request.otlp !== undefined) await postMetrics(request.otlp, render('otlp', taken))
  return 0
}

interface Taken {
  readonly run: Run
  readonly families: readonly MetricFamily[]
  readonly version: string
}

function render(format: MetricsRequest['format'], { run, families, version }: Taken): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ families }, undefined, 2)}\n`
    case 'csv':
      return renderSampleTable(families)
    case 'otlp':
      return renderOtlp(families, { service: run.service, version, times: timesOf(run) })
    default:
      return renderExposition(families, format)
  }
}

function show({ output }: MetricsRequest, text: string, world: World): void {
  if (output === undefined) {
    world.stdout.write(text)
    return
  }
  writeWhole(resolve(world.cwd, output), [text], output)
  world.stderr.write(`wrote ${output}\n`)
}

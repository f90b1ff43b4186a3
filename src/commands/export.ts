import { dirname, relative, resolve } from 'node:path'
import { grafanaDashboard } from '../export/grafana-dashboard.ts'
import { openSlo } from '../export/openslo.ts'
import { prometheusRules } from '../export/prometheus-rules.ts'
import type { Promised } from '../export/prometheus-rules.ts'
import { ruleTests } from '../export/rule-tests.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import { loadProject } from './load-project.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

export interface ExportRequest {
  readonly kind: 'prometheus-rules' | 'grafana' | 'openslo'
  /** A Prometheus duration of one part: `7d`. */
  readonly stale: string
  /** Where tests of the rules go. */
  readonly tests?: string
  readonly output?: string
  readonly config?: string
}

/** `slo export`: the same bytes for the same configuration. Throws SloError for a wrong usage. */
export async function exportPromises(request: ExportRequest, world: World): Promise<ExitCode> {
  checkUsage(request)
  const { config } = await loadProject(world, { file: request.config })
  const text = await render(request, config)
  if (request.output === undefined) world.stdout.write(text)
  else write(request.output, text, world)
  if (request.tests !== undefined) write(request.tests, await renderTests(request, config, world.cwd), world)
  return 0
}

function checkUsage({ kind, stale, tests, output }: ExportRequest): void {
  if (!/^[1-9]\d{0,5}[smhdw]$/.test(stale))
    throw new SloError(`--stale ${stale} is no duration that Prometheus reads: write 12h, 7d or 2w`)
  if (tests === undefined) return
  if (kind !== 'prometheus-rules') throw new SloError(`--tests: only prometheus-rules come with tests`)
  if (output === undefined) throw new SloError('--tests needs --output: the tests name the file of the rules')
}

async function render({ kind, stale }: ExportRequest, promised: Promised): Promise<string> {
  if (kind === 'grafana') return `${JSON.stringify(grafanaDashboard(promised), undefined, 2)}\n`
  if (kind === 'prometheus-rules') return await yamlOf([prometheusRules(promised, stale)])
  return await yamlOf(openSlo(promised))
}

async function renderTests({ output, tests, stale }: ExportRequest, promised: Promised, cwd: string): Promise<string> {
  const [rules, folder] = [resolve(cwd, output as string), dirname(resolve(cwd, tests as string))]
  return await yamlOf([ruleTests(promised, { file: relative(folder, rules), stale })])
}

/** One document after the other. No line is folded: a diff shows what changed. */
async function yamlOf(documents: readonly object[]): Promise<string> {
  const { stringify } = await import('yaml')
  return documents.map((one) => stringify(one, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')
}

function write(file: string, text: string, world: World): void {
  writeWhole(resolve(world.cwd, file), [text], file)
  world.stderr.write(`wrote ${file}\n`)
}

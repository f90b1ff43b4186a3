import { dirname, relative, resolve } from 'node:path'
import { alertmanagerConfig } from '../export/alertmanager.ts'
import { grafanaDashboard } from '../export/grafana-dashboard.ts'
import { openSlo } from '../export/openslo.ts'
import { prometheusRules } from '../export/prometheus-rules.ts'
import type { RuleFile, RuleGroup } from '../export/prometheus-rules.ts'
import { productionRules } from '../export/production-rules.ts'
import { productionTests } from '../export/production-tests.ts'
import { ruleTests } from '../export/rule-tests.ts'
import type { Config } from '../model/config.ts'
import { SloError } from '../model/fault.ts'
import type { ExitCode } from '../model/run.ts'
import { loadProject } from './load-project.ts'
import type { World } from './world.ts'
import { writeWhole } from './write-whole.ts'

export interface ExportRequest {
  readonly kind: 'prometheus-rules' | 'alertmanager' | 'grafana' | 'openslo'
  /** A Prometheus duration of one part: `7d`. */
  readonly stale: string
  /** Folder of the files that hold secrets, where Alertmanager runs. */
  readonly secrets: string
  /** Where tests of the rules go. */
  readonly tests?: string
  /** Rules for what the program itself exposes in production, too. */
  readonly production?: boolean
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

function checkUsage({ kind, stale, tests, production, output }: ExportRequest): void {
  if (!/^[1-9]\d{0,5}[smhdw]$/.test(stale))
    throw new SloError(`--stale ${stale} is no duration that Prometheus reads: write 12h, 7d or 2w`)
  if (production === true && kind !== 'prometheus-rules')
    throw new SloError('--production: only prometheus-rules watch what is exposed in production')
  if (tests === undefined) return
  if (kind !== 'prometheus-rules') throw new SloError(`--tests: only prometheus-rules come with tests`)
  if (output === undefined) throw new SloError('--tests needs --output: the tests name the file of the rules')
}

async function render({ kind, stale, secrets, production }: ExportRequest, promised: Config): Promise<string> {
  switch (kind) {
    case 'grafana':
      return `${JSON.stringify(grafanaDashboard(promised), undefined, 2)}\n`
    case 'prometheus-rules':
      return await yamlOf([
        withProduction(prometheusRules(promised, stale), production === true ? productionRules(promised) : []),
      ])
    case 'alertmanager': {
      const { config, notes } = alertmanagerConfig(promised, secrets)
      return notes.map((note) => `# ${note}\n`).join('') + (await yamlOf([config]))
    }
    case 'openslo':
      return await yamlOf(openSlo(promised))
  }
}

function withProduction({ groups }: RuleFile, more: readonly RuleGroup[]): RuleFile {
  return { groups: [...groups, ...more] }
}

async function renderTests({ output, tests, stale, production }: ExportRequest, promised: Config, cwd: string): Promise<string> {
  const [rules, folder] = [resolve(cwd, output as string), dirname(resolve(cwd, tests as string))]
  const file = ruleTests(promised, { file: relative(folder, rules), stale })
  const more = production === true ? productionTests(promised) : []
  return await yamlOf([{ ...file, tests: [...file.tests, ...more] }])
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

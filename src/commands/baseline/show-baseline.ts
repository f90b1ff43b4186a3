import { baselineRuns } from '../../judge/baseline-runs.ts'
import type { BaselineRuns } from '../../judge/baseline-runs.ts'
import { machineOf, namedBaseline } from '../../model/baseline-mark.ts'
import type { BaselineValue } from '../../model/baseline-mark.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { ExitCode } from '../../model/run.ts'
import { countOf } from '../../report/measured-text.ts'
import { alignColumns } from '../align-columns.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'
import { relativeSlo, withBaselines } from './with-baselines.ts'
import type { BaselineRequest, Baselines, RelativeSlo } from './with-baselines.ts'

export interface ShowBaselineRequest extends BaselineRequest {
  /** Name of an SLO, or of a baseline that was set. */
  readonly name: string
}

/** `slo baseline show`: the runs that an SLO is compared with and those that are not, with the reason; or what a baseline holds. */
export async function showBaseline(request: ShowBaselineRequest, world: World): Promise<ExitCode> {
  const { json, name } = request
  const { data, lines } = await withBaselines(world, request, async (baselines) => {
    const named = namedBaseline(baselines.past.marks, name)
    if (named !== undefined) return { data: named, lines: namedLines(named.values, baselines) }
    const slo = relativeSlo(baselines.slos, name)
    const runs = baselineRuns(slo, baselines.past, baselines.here)
    const machine = machineOf(baselines.past.marks, baselines.here.fingerprint)
    return { data: { slo: name, machine, ...runs }, lines: runLines(slo, runs, baselines) }
  })
  if (json === true) printJson(world.stdout, data)
  else world.stdout.write(`${lines.join('\n')}\n`)
  return 0
}

function namedLines(values: Readonly<Record<string, readonly BaselineValue[]>>, { slos }: Baselines): string[] {
  return Object.entries(values).map(([name, ofSlo]) => {
    const unit = slos.find((slo) => slo.name === name)?.sli.unit ?? 'count'
    return `${name}  ${ofSlo.map(({ value }) => formatQuantity(value, unit)).join(' ')}`
  })
}

function runLines(slo: RelativeSlo, runs: BaselineRuns, { past, here }: Baselines): string[] {
  const when = new Map(past.runs.map((run) => [run.id, run]))
  const row = ({ run, value }: BaselineValue, role: string): string[] => {
    const head = when.get(run)
    return [run.slice(0, 8), head?.startedAt.slice(0, 16).replace('T', ' ') ?? '', head?.commit?.slice(0, 8) ?? '', formatQuantity(value, slo.sli.unit), role] // prettier-ignore
  }
  const machine = machineOf(past.marks, here.fingerprint)
  const place = machine === undefined ? `fingerprint ${here.fingerprint}` : `${machine.cpu}, ${countOf(machine.cores, 'core')}, Node ${machine.node}, ${machine.class}` // prettier-ignore
  return [
    `${slo.name} against ${runs.against} on ${place}`,
    ...alignColumns([
      ...runs.before.map((one) => row(one, 'compared with')),
      ...runs.recent.map((one) => row(one, 'recent')),
      ...runs.excluded.map(({ run, reason }) => [run.id.slice(0, 8), run.startedAt.slice(0, 16).replace('T', ' '), run.commit?.slice(0, 8) ?? '', '', `excluded: ${reason}`]), // prettier-ignore
    ]),
  ]
}

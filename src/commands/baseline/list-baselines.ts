import { baselineRuns } from '../../judge/baseline-runs.ts'
import { acceptances, namedBaselines } from '../../model/baseline-mark.ts'
import type { Acceptance, NamedBaseline } from '../../model/baseline-mark.ts'
import { falseAlarms, falseAlarmsText } from '../../model/false-alarms.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import type { ExitCode } from '../../model/run.ts'
import { countOf } from '../../report/measured-text.ts'
import { median } from '../../stats/median.ts'
import { alignColumns } from '../align-columns.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'
import { isRelative, withBaselines } from './with-baselines.ts'
import type { BaselineRequest, Baselines, RelativeSlo } from './with-baselines.ts'

/** What one SLO is compared with. */
interface Listed {
  readonly slo: string
  readonly against: string
  readonly named: boolean
  /** Earlier runs that it is compared with. */
  readonly runs: number
  readonly median?: number
  readonly unit: string
  readonly maxRegression: number
  readonly excluded: number
}

const enough = 14

/** `slo baseline list`: what each SLO would be compared with in the next run, what was set by hand, and what was accepted. */
export async function listBaselines(request: BaselineRequest, world: World): Promise<ExitCode> {
  const { slos, named, accepted } = await withBaselines(world, request, async (baselines) => ({
    slos: baselines.slos.filter(isRelative).map((slo) => ({ slo, listed: listedOf(slo, baselines) })),
    named: namedBaselines(baselines.past.marks),
    accepted: acceptances(baselines.past.marks),
  }))
  if (request.json === true) {
    const sets = named.map(({ values, ...baseline }) => ({ ...baseline, slos: Object.keys(values) }))
    printJson(world.stdout, { slos: slos.map(({ listed }) => listed), named: sets, accepted, falseAlarms: falseAlarms(slos.length) }) // prettier-ignore
  } else {
    const lines = [...slosText(slos), ...named.map(namedText), ...accepted.map(acceptedText)]
    world.stdout.write(`${lines.join('\n')}\n`)
  }
  return 0
}

function listedOf(slo: RelativeSlo, { past, here }: Baselines): Listed {
  const runs = baselineRuns(slo, past, here)
  const values = [...runs.before, ...runs.recent].map(({ value }) => value)
  return {
    slo: slo.name,
    against: runs.against,
    named: runs.named !== undefined,
    runs: values.length,
    ...(values.length === 0 ? {} : { median: median(values) }),
    unit: slo.sli.unit,
    maxRegression: slo.baseline.maxRegression,
    excluded: runs.excluded.length,
  }
}

function slosText(slos: readonly { readonly slo: RelativeSlo; readonly listed: Listed }[]): string[] {
  if (slos.length === 0) return ["no SLO is held to the past: baseline: { against: 'main', maxRegression: '10%' } does that"]
  const rows = slos.map(({ slo, listed }) => [
    slo.name,
    `against ${listed.against}`,
    listed.runs < enough ? `learning, ${listed.runs} of ${enough} runs` : countOf(listed.runs, 'run'),
    listed.median === undefined ? '' : `median ${formatQuantity(listed.median, slo.sli.unit)}`,
    `allowed +${formatQuantity(listed.maxRegression, 'ratio')}`,
    listed.excluded === 0 ? '' : `${listed.excluded} excluded`,
  ])
  return [...alignColumns(rows), falseAlarmsText(slos.length)]
}

function namedText({ name, run, at, by, reason }: NamedBaseline): string {
  return `baseline ${name}: set on ${at.slice(0, 10)} by ${by} from run ${run.id.slice(0, 8)}${because(reason)}`
}

function acceptedText({ slo, branch, at, by, reason }: Acceptance): string {
  return `accepted ${slo}${branch === undefined ? '' : ` on ${branch}`}: on ${at.slice(0, 10)} by ${by}${because(reason)}`
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `, ${reason}`
}

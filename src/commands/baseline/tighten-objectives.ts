import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { baselineRuns } from '../../judge/baseline-runs.ts'
import { tighten } from '../../judge/tighten.ts'
import type { Tighter } from '../../judge/tighten.ts'
import { parseObjective } from '../../model/objective.ts'
import { formatQuantity } from '../../model/format-quantity.ts'
import { verdictIn } from '../../model/past.ts'
import type { ExitCode } from '../../model/run.ts'
import type { Slo } from '../../model/slo.ts'
import { dimensionOf } from '../../model/unit.ts'
import { findConfig } from '../../declare/load-config.ts'
import { printJson } from '../print-json.ts'
import type { World } from '../world.ts'
import { writeWhole } from '../write-whole.ts'
import { findObjective } from './objective-text.ts'
import type { Stretch } from './objective-text.ts'
import { unifiedDiff } from './unified-diff.ts'
import { withBaselines } from './with-baselines.ts'
import type { BaselineRequest, Baselines } from './with-baselines.ts'

export interface TightenRequest extends BaselineRequest {
  /** Writes the file instead of printing the difference. */
  readonly write?: boolean
}

interface Proposal extends Tighter {
  readonly slo: Slo
  /** Where to write it; undefined where it does not stand there as plain text. */
  readonly place?: Stretch
}

/** `slo baseline tighten`: proposes tighter objectives where runs have long been better, as a difference of slo.config.ts. Never a looser one. */
export async function tightenObjectives(request: TightenRequest, world: World): Promise<ExitCode> {
  const file = request.config ?? findConfig(world.cwd) ?? 'slo.config.ts'
  const source = readFileSync(resolve(world.cwd, file), 'utf8')
  const proposals = await withBaselines(world, request, async (baselines) =>
    baselines.slos.flatMap((slo) => proposalOf(slo, baselines, source) ?? []),
  )
  const after = applied(source, proposals)
  const name = file.replaceAll('\\', '/').split('/').at(-1) as string
  const diff = unifiedDiff(name, source, after)
  if (request.write === true && after !== source) writeWhole(resolve(world.cwd, file), [after], file)
  if (request.json === true)
    printJson(world.stdout, { written: request.write === true && after !== source, diff, proposals: proposals.map(plain) }) // prettier-ignore
  else tell({ proposals, diff, written: request.write === true }, world)
  return 0
}

/** Of the branch that was last run, on its machine, what did well. */
function proposalOf(slo: Slo, { past, here }: Baselines, source: string): Proposal | undefined {
  const bound = { maxRegression: 0, minDifference: 0, required: false, against: here.branch }
  const { before, recent, excluded } = baselineRuns({ ...slo, baseline: bound }, past, here)
  const bad = new Set(excluded.map(({ run }) => run.id))
  const good = [...before, ...recent].filter(({ run }) => !bad.has(run))
  const values = good.flatMap(({ run }) => verdictIn(past, run, slo.name)?.measured ?? [])
  const tighter = tighten(slo, values)
  return tighter === undefined ? undefined : { slo, ...tighter, place: placeOf(slo, tighter, source) }
}

/** Only where what stands there is what holds: an environment or a class of machines may have another bound. A warning must stay stricter. */
function placeOf({ name, objective, warning }: Slo, tighter: Tighter, source: string): Stretch | undefined {
  const place = findObjective(source, name)
  if (place === undefined || warning !== undefined) return undefined
  const read = parseObjective(source.slice(place.from, place.to), dimensionOf[objective.unit])
  const isSame = read.ok && read.objective.threshold === objective.threshold && read.objective.statistic === objective.statistic
  return isSame && tighter.objective.written !== objective.written ? place : undefined
}

function applied(source: string, proposals: readonly Proposal[]): string {
  const placed = proposals.flatMap(({ place, objective, slo }) => (place === undefined ? [] : [{ place, objective, slo }]))
  return placed
    .toSorted((a, b) => b.place.from - a.place.from)
    .reduce((text, { place: { from, to }, objective: { written }, slo }) => {
      const old = text.slice(from, to)
      return `${text.slice(0, from)}${old.replace(slo.objective.written, written)}${text.slice(to)}`
    }, source)
}

function plain({ slo, objective, runs, kept, place }: Proposal): object {
  return { slo: slo.name, from: slo.objective, to: objective, runs, kept, inFile: place !== undefined }
}

interface Told {
  readonly proposals: readonly Proposal[]
  readonly diff: string
  readonly written: boolean
}

function tell({ proposals, diff, written }: Told, { stdout, stderr }: World): void {
  if (proposals.length === 0)
    stdout.write('nothing to tighten: no objective lies far from what at least 20 good runs in a row have kept\n')
  for (const { slo, objective, runs, kept, place } of proposals) {
    const { op, written: bound, unit } = objective
    const where = place === undefined ? ': it has a warning or stands elsewhere, so change it by hand' : ''
    stderr.write(`${slo.name}: ${op} ${bound} instead of ${op} ${slo.objective.written}; 95 % of the last ${runs} runs kept ${formatQuantity(kept, unit)}${where}\n`) // prettier-ignore
  }
  if (!written) stdout.write(diff)
}

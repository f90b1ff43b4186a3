import { machineOf } from '../../model/baseline-mark.ts'
import type { MachineTraits } from '../../model/baseline-mark.ts'
import { machineDifference } from '../../model/machine-difference.ts'
import type { RunHead } from '../../model/history.ts'
import type { Past } from '../../model/past.ts'
import { cleanName } from './clean-text.ts'
import type { PageHistory, PagePast, PagePastVerdict } from './page-data.ts'

/** The runs of the past, the oldest first; undefined where there are none. */
export function pagePast(past: Past | undefined, here: MachineTraits & { readonly fingerprint: string }): PagePast | undefined {
  const runs = past?.runs.toReversed() ?? []
  if (past === undefined || runs.length === 0) return undefined
  const others = new Set(runs.map(({ fingerprint }) => fingerprint))
  others.delete(here.fingerprint)
  const machines = [...others].flatMap((fingerprint) => {
    const other = machineOf(past.marks, fingerprint)
    return other === undefined ? [] : [{ fingerprint, difference: machineDifference(other, here) }]
  })
  return { runs: runs.map(storedHead), machines }
}

function storedHead({ id, startedAt, outcome, commit, branch, fingerprint, fit }: RunHead): PagePast['runs'][number] {
  return { id, startedAt, outcome, commit, branch, fingerprint, fit }
}

/** What became of an SLO in each run, the oldest first; undefined where no run knew it. */
export type VerdictsOf = (slo: string) => (PagePastVerdict | null)[] | undefined

/** Tells the past of each SLO. */
export function pastVerdicts(past: Past | undefined): VerdictsOf {
  const runs = past?.runs.toReversed() ?? []
  const bySlo = new Map<string, (PagePastVerdict | null)[]>()
  runs.forEach(({ id }, place) => {
    for (const { slo, status, measured } of past?.verdicts.get(id) ?? []) {
      const entries = bySlo.get(slo) ?? runs.map(() => null)
      bySlo.set(slo, entries)
      entries[place] = measured === undefined ? [status] : [status, short(measured)]
    }
  })
  return (slo) => bySlo.get(slo)
}

/** The medians of every remembered series, by run from the oldest on; undefined where none is remembered. */
export function pageHistory({ runs, series }: Past): PageHistory | undefined {
  if (series.length === 0) return undefined
  const places = new Map(runs.toReversed().map(({ id }, place) => [id, place]))
  return {
    series: series.map(({ subject, metric, unit, values }) => {
      const { kind, name, file, project } = subject
      const medians: (number | null)[] = Array.from({ length: runs.length }, () => null)
      for (const { run, median } of values) {
        const place = places.get(run)
        if (place !== undefined) medians[place] = shortest(median)
      }
      const [cleanFile, cleanProject] = [file, project].map((text) => (text === undefined ? undefined : cleanName(text)))
      return { kind, name: cleanName(name), file: cleanFile, project: cleanProject, metric, unit, values: medians }
    }),
  }
}

/** Three digits, of a hundred thousand figures: `toPrecision` takes longer than all the rest of them. */
function shortest(value: number): number {
  if (value === 0) return value
  const power = 2 - Math.floor(Math.log10(Math.abs(value)))
  return power <= 0 ? Math.round(value) : Math.round(value * 10 ** power) / 10 ** power
}

/** Four digits are what a picture shows. */
function short(value: number): number {
  return Number(value.toPrecision(4))
}

import { judgeRun } from '../../../src/finish-run.ts'
import { machineMark } from '../../../src/model/baseline-mark.ts'
import type { Config } from '../../../src/model/config.ts'
import type { PastValue, PastVerdict, RunHead } from '../../../src/model/history.ts'
import type { Past } from '../../../src/model/past.ts'
import type { Run } from '../../../src/model/run.ts'
import type { Series } from '../../../src/model/series.ts'
import type { Slo } from '../../../src/model/slo.ts'
import { durations, machine, runOf, sloOf } from '../sample-run.ts'

/** What an SLO measured in each run, the oldest first: three samples, of which the last takes longest. The last run is that of the page. */
interface Told {
  readonly slo: Slo
  readonly levels: readonly number[]
}

const count = 61

/** A run with a past of sixty, judged by the real rules: one SLO rises, one steps up, two are held to their past, one is only bound. */
export const drawn: { readonly run: Run; readonly past: Past } = judged([
  { slo: sloOf('rises', { bound: { threshold: 4200, written: '4.2s' }, warning: { statistic: 'max', op: '<=', threshold: 3800, unit: 'ms', written: '3.8s' } }), levels: levels((run) => 2000 + 20 * run) },
  { slo: sloOf('steps'), levels: levels((run) => (run < 45 ? 2000 : 2300)) },
  { slo: sloOf('slower-than-main', { baseline: { maxRegression: 0.1, minDifference: 50, required: false } }), levels: levels((run) => (run < 56 ? 1500 : 1900)) },
  { slo: sloOf('as-main', { bound: { statistic: 'median' }, baseline: { maxRegression: 0.1, minDifference: 0, required: false } }), levels: levels(() => 1500) },
  { slo: sloOf('fewer', { sli: { subject: { kind: 'bench', name: 'fewer' }, metric: 'throughput', unit: '1/s' }, bound: { statistic: 'min', op: '>=', threshold: 200, unit: '1/s', written: '200/s' } }), levels: levels((run) => 420 - 3 * run) },
]) // prettier-ignore

function levels(level: (run: number) => number): number[] {
  return Array.from({ length: count }, (_, run) => Math.round(level(run) * (1 + (((run * 7) % 11) - 5) / 250)))
}

function samplesOf(level: number): number[] {
  return [level * 0.97, level, level * 1.04].map(Math.round)
}

function judged(told: readonly Told[]): { readonly run: Run; readonly past: Past } {
  const heads = Array.from({ length: count - 1 }, (_, run) => headOf(run))
  const past: Past = {
    runs: heads.toReversed(),
    series: told.map(({ slo, levels: all }) => ({
      ...slo.sli,
      subject: { kind: slo.sli.subject.kind, name: slo.name },
      values: heads.map(({ id }, run): PastValue => ({ run: id, median: all[run] as number, samples: 3 })),
    })),
    verdicts: new Map(heads.map(({ id }, run) => [id, told.map((one) => verdictOf(one, run))])),
    marks: [machineMark({ ...machine, fingerprint: 'old', cores: 4 })],
  }
  const series = told.map(({ slo, levels: all }): Series => ({ ...durations(slo.name, samplesOf(all.at(-1) as number)), ...slo.sli, subject: { kind: slo.sli.subject.kind, name: slo.name } as Series['subject'] })) // prettier-ignore
  const facts = runOf({ branch: 'main', commit: 'abcdef123', tests: { passed: 9, failed: 0, skipped: 1 } })
  const config = { slos: told.map(({ slo }) => slo), probes: [], service: 'drawn', environment: 'ci', fitness: 'check', inconclusive: 'report', reports: { dir: '.slo', formats: [] } } // prettier-ignore
  return { run: judgeRun({ config: config as unknown as Config, measured: { series, gaps: [] }, facts, past }), past }
}

function headOf(run: number): RunHead {
  const startedAt = new Date(Date.UTC(2025, 11, 1) + run * 6 * 36e5).toISOString()
  const where = { environment: 'ci', branch: run % 13 === 12 ? 'feature' : 'main', commit: (0xabc1230 + run).toString(16) }
  const on = { fingerprint: run < 12 ? 'old' : machine.fingerprint, machineClass: 'local', fit: run !== 30 }
  return { id: `past-${run}`, startedAt, finishedAt: startedAt, scope: 'full', outcome: 'met', exitCode: 0, ...where, ...on }
}

function verdictOf({ slo, levels: all }: Told, run: number): PastVerdict {
  const [least, middle, most] = samplesOf(all[run] as number) as [number, number, number]
  const measured = { max: most, median: middle, min: least }[slo.objective.statistic as 'max' | 'median' | 'min']
  return { slo: slo.name, status: 'met', measured }
}

import type { Run } from '../model/run.ts'
import type { Verdict } from '../model/verdict.ts'
import { sanitize } from './text/sanitize.ts'

/**
 * The verdicts of a run in the OpenMetrics text format, as the metrics report of GitLab reads it. What has no data has a verdict, and no
 * figure. Figures are in the canonical unit, which is a label.
 */
export function renderOpenMetrics(run: Run): string {
  return [
    ...family('slo_run_outcome', 'What the whole run came to.', [sample('slo_run_outcome', { outcome: run.outcome }, 1)]),
    ...family('slo_run_exit_code', 'Exit code of the run.', [sample('slo_run_exit_code', {}, run.exitCode)]),
    ...family('slo_verdict', 'What became of an SLO.', run.verdicts.map((verdict) => sample('slo_verdict', { slo: verdict.slo.name, status: verdict.status }, 1))), // prettier-ignore
    ...family('slo_measured', 'The statistic that was judged.', figures('slo_measured', run, measuredOf)),
    ...family('slo_threshold', 'The bound it was judged by.', figures('slo_threshold', run, ({ slo }) => slo.objective.threshold)), // prettier-ignore
    ...family('slo_headroom', 'Distance to the bound, negative when it is broken.', figures('slo_headroom', run, headroomOf)),
    '# EOF\n',
  ].join('')
}

function family(name: string, help: string, samples: readonly string[]): string[] {
  return samples.length === 0 ? [] : [`# TYPE ${name} gauge\n# HELP ${name} ${help}\n`, ...samples]
}

function figures(name: string, { verdicts }: Run, valueOf: (verdict: Verdict) => number | undefined): string[] {
  return verdicts.flatMap((verdict) => {
    const value = valueOf(verdict)
    const { name: slo, objective } = verdict.slo
    return value === undefined ? [] : [sample(name, { slo, statistic: objective.statistic, unit: objective.unit }, value)]
  })
}

function measuredOf(verdict: Verdict): number | undefined {
  return verdict.status === 'no-data' ? undefined : verdict.measured
}

function headroomOf(verdict: Verdict): number | undefined {
  return verdict.status === 'no-data' ? undefined : verdict.headroom
}

function sample(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const text = Object.entries(labels).map(([key, label]) => `${key}="${escaped(label)}"`)
  return `${name}${text.length === 0 ? '' : `{${text.join(',')}}`} ${numberText(value)}\n`
}

function escaped(label: string): string {
  return sanitize(label).replace(/["\\]/g, '\\$&')
}

function numberText(value: number): string {
  return Number.isNaN(value) ? 'NaN' : String(value).replace('Infinity', 'Inf')
}

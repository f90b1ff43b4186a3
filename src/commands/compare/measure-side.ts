import { cpSync, existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SloError } from '../../model/fault.ts'
import { selects } from '../../model/selects.ts'
import type { Metric } from '../../model/metric.ts'
import type { Config } from '../../model/config.ts'
import type { Statistic } from '../../model/objective.ts'
import type { Series } from '../../model/series.ts'
import type { Slo } from '../../model/slo.ts'
import { findVitest } from '../find-vitest.ts'
import { readReport } from '../read-report.ts'
import { runVitest } from '../run/run-vitest.ts'
import type { World } from '../world.ts'
import type { Side } from './checkouts.ts'

export interface Measuring {
  readonly config: Config
  /** Compared are the figures that these look at. */
  readonly slos: readonly Slo[]
  readonly vitestArgs: readonly string[]
}

/** One run of the suite of a side; its SLOs may be broken, its tests may not. Rejects with SloError. */
export async function measureSide(side: Side, { config, slos, vitestArgs }: Measuring, world: World): Promise<readonly Series[]> {
  const vitest = findVitest(side.root)
  if (vitest === undefined) throw new SloError(`Vitest is not installed in ${side.name}`)
  const report = join(side.root, config.reports.dir, 'report.json')
  rmSync(report, { force: true })
  const args = [vitest.program, 'run', '--reporter=dot', '--coverage.enabled=false', ...vitestArgs]
  const { interrupted } = await runVitest({ args, stdout: 'nowhere', cwd: side.root, env: { SLO_RUN: 'comparison' } }, world)
  if (interrupted !== undefined) throw new SloError(`interrupted by ${interrupted}: nothing was compared`)
  if (!existsSync(report)) throw new SloError(`${side.name} wrote no report; does slo run work there?`)
  const { series, tests } = readReport(report, `the report of ${side.name}`)
  if (tests.failed > 0)
    throw new SloError(
      `${tests.failed === 1 ? '1 test fails' : `${tests.failed} tests fail`} in ${side.name}: figures of failed work say nothing`,
    )
  return series.filter((one) => slos.some((slo) => looksAt(slo, one)))
}

/** Whether a figure is one that an SLO is compared by. */
export function looksAt({ sli }: Slo, { subject, metric }: Pick<Series, 'subject' | 'metric'>): boolean {
  return isCompared(sli.metric, metric) && selects(sli.subject)(subject)
}

/** By which statistics the objectives of SLOs judge a series. */
export function askedOf(slos: readonly Slo[]): (series: Series) => readonly Statistic[] {
  return (series) =>
    slos.flatMap((slo) => (slo.sli.metric === series.metric && looksAt(slo, series) ? [slo.objective.statistic] : []))
}

/** Beside a duration its CPU time: it varies far less, and often decides where the wall clock cannot. */
function isCompared(judged: Metric, measured: Metric): boolean {
  return measured === judged || (judged === 'duration' && measured === 'cpuTime')
}

/** All sides are measured by the same configuration: that of the working tree. */
export function shareConfig(from: string, sides: readonly Pick<Side, 'root'>[]): void {
  for (const { root } of sides) cpSync(from, join(root, basename(from)))
}

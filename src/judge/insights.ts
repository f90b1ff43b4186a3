import type { Config } from '../model/config.ts'
import type { Insight } from '../model/insight.ts'
import type { Run } from '../model/run.ts'
import type { Trend } from '../model/trend.ts'
import { advise, gained } from './advice.ts'
import { containerShares, repeatedContainers } from './insights/containers.ts'
import { figuresOf } from './insights/figures.ts'
import { pastInsights } from './insights/past-insights.ts'
import { idleCores, phaseShares, slowTests } from './insights/run-costs.ts'
import { coldFirsts, wideSpreads } from './insights/sample-insights.ts'
import { startUpShares } from './insights/start-up.ts'
import { blockedLoops, gcShares, waits } from './insights/test-costs.ts'

/** What was measured in one run, judged, and where its figures are going. */
export interface Observed extends Pick<Run, 'scope' | 'series' | 'verdicts' | 'machine'> {
  readonly trends: readonly Trend[]
  readonly probes: Config['probes']
}

/**
 * What is worth telling beside the verdicts: where figures are going, then the costs that something can be done about, those with the
 * largest gain first. A part of a suite tells nothing, and in watch mode somebody is at work.
 */
export function insightsOf({ scope, series, verdicts, machine, trends, probes }: Observed): Insight[] {
  if (scope !== 'full' && scope !== 'filtered' && scope !== 'merged') return []
  const figures = figuresOf(series)
  const costs = [
    ...containerShares(figures),
    ...repeatedContainers(figures),
    ...phaseShares(figures),
    ...slowTests(figures),
    ...idleCores(figures, machine.cores),
    ...startUpShares(figures, probes),
    ...gcShares(figures),
    ...blockedLoops(figures),
    ...waits(figures),
  ]
  const advised = costs.map((cost) => advise(cost, figures)).toSorted((a, b) => gained(b) - gained(a))
  return [...pastInsights(trends), ...advised, ...coldFirsts(figures), ...wideSpreads(figures, verdicts)]
}

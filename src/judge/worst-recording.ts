import { headroom } from '../model/objective.ts'
import type { Figure } from './describe.ts'
import type { JudgeTools } from './judge-tools.ts'

/**
 * The figure that an SLO is judged by: of all samples together, or of those that one test recorded, whichever stands worse. Where two
 * tests, or a test and a probe, record under one name, a mean, median or percentile over both would let the fast one hide the slow one.
 */
export function worstFigure(figure: Figure, { statisticOf }: JudgeTools): Figure {
  const { slo, evidence } = figure
  const { objective } = slo
  // What adds up is about all of them by its meaning.
  if (objective.statistic === 'sum' || objective.statistic === 'count') return figure
  const alone = evidence.recordings.flatMap((recording): Figure[] => {
    const value = statisticOf(recording.evidence.samples, objective.statistic)
    return value === undefined ? [] : [{ slo, value, evidence: recording.evidence, recordedBy: recording.recordedBy }]
  })
  const room = ({ value }: Figure): number => headroom(objective, value)
  return alone.reduce((worst, one) => (room(one) < room(worst) ? one : worst), figure)
}

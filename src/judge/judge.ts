import { headroom, meets } from '../model/objective.ts'
import type { Measured } from '../model/series.ts'
import type { Slo } from '../model/slo.ts'
import type { Verdict } from '../model/verdict.ts'
import { accuse } from './accuse.ts'
import { describeFailures, describeFigure } from './describe.ts'
import type { Figure } from './describe.ts'
import { gather } from './evidence.ts'
import type { Evidence } from './evidence.ts'
import type { JudgeTools } from './judge-tools.ts'
import { noData } from './no-data.ts'
import { waive } from './waive.ts'
import { worstFigure } from './worst-recording.ts'

/** Judges every SLO once, in the order they were declared. Unknown is never met, and a failed sample always violates. */
export function judge(slos: readonly Slo[], measured: Measured, tools: JudgeTools): Verdict[] {
  return slos.map((slo) => judgeOne(slo, measured, tools))
}

function judgeOne(slo: Slo, measured: Measured, tools: JudgeTools): Verdict {
  const evidence = gather(slo.sli, measured)
  const value = tools.statisticOf(evidence.samples, slo.objective.statistic)
  if (evidence.failures.length > 0) return judgeFailures(slo, value, evidence)
  if (value === undefined) return noData({ slo, evidence, measured })
  const judged = judgeFigure(worstFigure({ slo, value, evidence }, tools), tools)
  const verdict = tools.at === undefined ? judged : waive(judged, tools.at)
  // What is known can violate whatever the rest would have been; it can neither be met nor doubted while a part is unknown.
  const isSettled = evidence.unknown.length === 0 || verdict.status === 'violated'
  return isSettled ? verdict : noData({ slo, evidence, measured, known: verdict.reason })
}

/** A sample that did not do its work was not fast: it violates, on any machine and whatever the others say. */
function judgeFailures(slo: Slo, value: number | undefined, evidence: Evidence): Verdict {
  const { failures, samples, exact } = evidence
  return {
    status: 'violated',
    slo,
    measured: value,
    headroom: value === undefined ? undefined : headroom(slo.objective, value),
    samples: samples.length + failures.length,
    exact,
    reason: describeFailures(slo, value, evidence),
  }
}

function judgeFigure(figure: Figure, tools: JudgeTools): Verdict {
  const { slo, value, evidence } = figure
  if (!meets(slo.objective, value)) return accuse(figure, tools)
  return {
    status: slo.warning === undefined || meets(slo.warning, value) ? 'met' : 'warning',
    slo,
    measured: value,
    headroom: headroom(slo.objective, value),
    samples: evidence.samples.length,
    exact: evidence.exact,
    reason: describeFigure(figure),
  }
}

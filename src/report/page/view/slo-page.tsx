import type { JSX } from 'preact'
import { formatSelector } from '../../../model/subject.ts'
import type { PageInsight, PageVerdict } from '../../html/page-data.ts'
import { metricTitle } from '../metric-title.ts'
import { HistoryChart } from '../charts/history-chart.tsx'
import { useData } from './data-context.ts'
import { Card } from './card.tsx'
import { FailureList } from './failure-list.tsx'
import { HotLine } from './hot-line.tsx'
import { InsightCard } from './insight-card.tsx'
import { JudgedCards } from './judged-cards.tsx'
import { StatusChip } from './marks.tsx'
import { Name } from './names.tsx'
import { PageTitle } from './page-title.tsx'
import { SinceText } from './since-text.tsx'
import { useHistory } from './use-history.ts'
import { VerdictFacts } from './verdict-facts.tsx'

/** All that is known of one SLO. */
export function SloPage({ id }: { readonly id: string }): JSX.Element {
  const { head } = useData()
  const verdict = head.verdicts.find((one) => one.id === id)
  if (verdict === undefined) return <PageTitle note={`This run has no SLO ${id}.`}>Not found</PageTitle>
  return <SloSections verdict={verdict} />
}

/** The parts of the place of an SLO, for the screen and for paper. */
export function SloSections({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  const { head } = useData()
  const points = useHistory(verdict)
  const failures = verdict.failures.flatMap((place) => head.report.gaps[place] ?? [])
  const { objective, description } = verdict
  return (
    <>
      <PageTitle note={description}>
        <Name>{verdict.slo}</Name> <StatusChip verdict={verdict} />
      </PageTitle>
      <Reason verdict={verdict} />
      <VerdictFacts verdict={verdict} />
      <Noticed verdict={verdict} />
      <JudgedCards verdict={verdict} />
      {points.length < 2 ? undefined : (
        <Card title="History" note={`${objective.statistic} of every run that judged it, against the bound of today`}>
          <HistoryChart verdict={verdict} points={points} past={head.past} />
        </Card>
      )}
      {failures.length === 0 ? undefined : (
        <Card title="Failed samples" note="A sample that did not do its work never counts as fast: it violates.">
          <FailureList gaps={failures} />
        </Card>
      )}
    </>
  )
}

/** Why it is as it is, what was bound, since when, and the line that is to blame. */
function Reason({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  const { sli, objective, warning, reason, status } = verdict
  return (
    <div class={`reason ${status}`}>
      <p>
        <strong>{reason}</strong>
      </p>
      <p class="soft">
        {`${metricTitle(sli.metric)} of ${formatSelector(sli.subject)}: ${objective.statistic} ${objective.op} ${objective.written}`}
        {warning === undefined ? '' : `, warning ${warning.op} ${warning.written}`}
      </p>
      <SinceText verdict={verdict} />
      <HotLine verdict={verdict} />
    </div>
  )
}

function Noticed({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  const { head } = useData()
  const own = head.insights.filter((insight) => isAbout(insight, verdict))
  return (
    <>
      {own.map((insight) => (
        <InsightCard key={insight.finding} insight={insight} />
      ))}
    </>
  )
}

function isAbout({ slo, subjects }: PageInsight, { id, sli }: PageVerdict): boolean {
  return (
    slo === id ||
    subjects.some(({ kind, name }) => kind === sli.subject.kind && 'name' in sli.subject && name === sli.subject.name)
  )
}

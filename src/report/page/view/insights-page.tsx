import type { JSX } from 'preact'
import { useData } from './data-context.ts'
import { InsightCard } from './insight-card.tsx'
import { PageTitle } from './page-title.tsx'

/** What was noticed beside the SLOs. */
export function InsightsPage(): JSX.Element {
  const { head } = useData()
  return (
    <>
      <PageTitle note="Noticed beside the SLOs, with the numbers behind it. They fail nothing.">Insights</PageTitle>
      {head.insights.map((insight) => (
        <InsightCard key={insight.finding} insight={insight} />
      ))}
      {head.insights.length === 0 ? <p class="soft">None.</p> : undefined}
    </>
  )
}

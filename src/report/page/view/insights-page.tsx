import type { JSX } from 'preact'
import { useData } from './data-context.ts'
import { PageTitle } from './page-title.tsx'

/** What was noticed beside the SLOs. */
export function InsightsPage(): JSX.Element {
  const { head } = useData()
  return (
    <>
      <PageTitle note="Noticed beside the SLOs. They fail nothing.">Insights</PageTitle>
      <ul class="findings">
        {head.insights.map((text) => (
          <li key={text} class="card">
            {text}
          </li>
        ))}
      </ul>
      {head.insights.length === 0 ? <p class="soft">None.</p> : undefined}
    </>
  )
}

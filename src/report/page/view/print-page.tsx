import type { JSX } from 'preact'
import { useData } from './data-context.ts'
import { OverviewPage } from './overview-page.tsx'
import { SloSections } from './slo-page.tsx'

/** The overview and every SLO that is not met, one after the other: for paper. */
export function PrintPage(): JSX.Element {
  const { head } = useData()
  return (
    <>
      <OverviewPage />
      {head.verdicts
        .filter(({ status }) => status !== 'met')
        .map((verdict) => (
          <section key={verdict.id} class="sheet">
            <SloSections verdict={verdict} />
          </section>
        ))}
    </>
  )
}

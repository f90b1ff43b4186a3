import type { JSX } from 'preact'
import { Card } from './card.tsx'
import { useData } from './data-context.ts'
import { FilteredVerdicts } from './filtered-verdicts.tsx'
import { PageTitle } from './page-title.tsx'

/** Every SLO. */
export function SlosPage(): JSX.Element {
  const { head } = useData()
  return (
    <>
      <PageTitle note="Every promise of slo.config.ts and of single tests, the worst first.">SLOs</PageTitle>
      <Card title="Verdicts">
        <FilteredVerdicts verdicts={head.verdicts} />
      </Card>
    </>
  )
}

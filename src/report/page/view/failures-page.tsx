import { Fragment } from 'preact'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Gap } from '../../../model/series.ts'
import { countOf } from '../../measured-text.ts'
import { metricTitle } from '../metric-title.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { useData } from './data-context.ts'
import { Failure } from './failure-list.tsx'
import { SubjectLink } from './names.tsx'
import { PageTitle } from './page-title.tsx'

const step = 100

/** Everything that failed, was skipped, or could not be measured. */
export function FailuresPage(): JSX.Element {
  const { gaps } = useData().head.report
  const failed = gaps.filter(({ kind }) => kind === 'failed-sample' || kind === 'failed-test' || kind === 'crashed')
  const open = gaps.filter((gap) => !failed.includes(gap))
  return (
    <>
      <PageTitle note="None of them counts as a good sample.">Failures and gaps</PageTitle>
      {failed.length === 0 ? undefined : <GapCard title="Failed" gaps={failed} />}
      {open.length === 0 ? undefined : <GapCard title="Skipped or not measurable here" gaps={open} />}
      {gaps.length === 0 ? <p class="soft">None.</p> : undefined}
    </>
  )
}

function GapCard({ title, gaps }: { readonly title: string; readonly gaps: readonly Gap[] }): JSX.Element {
  const [most, setMost] = useState(step)
  return (
    <Card title={title} note={countOf(gaps.length, 'entry').replace('entrys', 'entries')}>
      <DataTable
        caption={title}
        hideCaption
        columns={[{ title: 'what' }, { title: 'why' }]}
        rows={gaps.slice(0, most).map((gap) => [
          <Fragment key="subject">
            <SubjectLink subject={gap.subject} />
            <small>{gap.kind === 'unsupported' ? `${metricTitle(gap.metric)}, unsupported` : gap.kind.replace('-', ' ')}</small>
          </Fragment>,
          <Failure key="reason" reason={gap.reason} />,
        ])}
      />
      {gaps.length > most ? (
        <button type="button" onClick={() => setMost(most + 10 * step)}>
          {`Show more of ${countOf(gaps.length, 'row')}`}
        </button>
      ) : undefined}
    </Card>
  )
}

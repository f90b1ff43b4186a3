import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import { isUpperBound } from '../../../model/objective.ts'
import type { Summary } from '../../../model/summary.ts'
import type { PageVerdict } from '../../html/page-data.ts'
import { countOf } from '../../measured-text.ts'
import { HistogramChart } from '../charts/histogram-chart.tsx'
import { SamplePlot } from '../charts/sample-plot.tsx'
import type { JudgedSamples, JudgedSubject } from '../judged-samples.ts'
import { formatRoute } from '../route.ts'
import { Card } from './card.tsx'
import { DataTable, Definitions } from './data-table.tsx'
import { useData } from './data-context.ts'
import { Name } from './names.tsx'
import { useJudged } from './use-judged.ts'

/** The samples that a verdict stands on: each one, how they are spread, and whose they are. */
export function JudgedCards({ verdict }: { readonly verdict: PageVerdict }): JSX.Element | undefined {
  const judged = useJudged(verdict)
  if (judged === undefined) return <p role="status">Reading the samples …</p>
  if (judged.samples.length === 0) return undefined
  return (
    <>
      <Card
        title="Samples"
        note={judged.sources.length === 0 ? undefined : `measured by ${judged.sources.slice(0, 3).join('; ')}`}
      >
        <SamplePlot verdict={verdict} samples={judged.samples} confirmation={judged.confirmation} />
        <Statistics verdict={verdict} />
      </Card>
      {judged.samples.length < 5 ? undefined : (
        <Card title="Distribution">
          <HistogramChart name={verdict.slo} unit={verdict.objective.unit} samples={judged.samples} marks={marksOf(verdict)} />
        </Card>
      )}
      {judged.subjects.length < 2 ? undefined : <WorstSubjects verdict={verdict} judged={judged} />}
    </>
  )
}

function marksOf({ objective, measured, figure }: PageVerdict): Parameters<typeof HistogramChart>[0]['marks'] {
  const limit = { kind: 'limit', value: objective.threshold, text: `${objective.op} ${objective.written}` } as const
  return measured === undefined ? [limit] : [limit, { kind: 'judged', value: measured, text: figure ?? '' }]
}

/** As the run summarized them, where they are of one subject. */
function Statistics({ verdict }: { readonly verdict: PageVerdict }): JSX.Element | undefined {
  const { head } = useData()
  const [place, ...more] = verdict.judged
  const summary = place === undefined || more.length > 0 ? undefined : head.report.series[place]?.summary
  if (summary === undefined) return undefined
  const keys: readonly (keyof Summary)[] = ['min', 'median', 'mean', 'p90', 'p95', 'p99', 'max', 'stddev']
  return (
    <div class="statistics">
      <Definitions
        entries={keys.map(
          (key) => [key, summary[key] === undefined ? undefined : formatQuantity(summary[key], verdict.objective.unit)] as const,
        )}
      />
    </div>
  )
}

const mostSubjects = 20

function WorstSubjects({ verdict, judged }: { readonly verdict: PageVerdict; readonly judged: JudgedSamples }): JSX.Element {
  const worst = worstOf(judged.subjects, verdict)
  return (
    <Card title="Subjects" note={`${countOf(judged.subjects.length, 'subject')}, the ${worst.length} that stand worst`}>
      <DataTable
        caption="The subjects that stand worst"
        hideCaption
        columns={[{ title: 'subject' }, { title: verdict.sli.metric, numeric: true }, { title: 'samples', numeric: true }]}
        rows={worst.map(({ subject, value }) => [
          <a key="link" href={formatRoute({ page: 'subject', key: subject.key })}>
            <Name>{subject.name}</Name>
          </a>,
          formatQuantity(value, verdict.objective.unit),
          subject.samples.length,
        ])}
      />
    </Card>
  )
}

function worstOf(subjects: readonly JudgedSubject[], { objective }: PageVerdict): { subject: JudgedSubject; value: number }[] {
  const sign = isUpperBound(objective.op) ? 1 : -1
  const known = subjects.filter(({ samples }) => samples.length > 0)
  const rated = known.map((subject) => ({ subject, value: subject.samples.reduce((a, b) => (sign * b > sign * a ? b : a)) }))
  return rated.toSorted((a, b) => sign * (b.value - a.value)).slice(0, mostSubjects)
}

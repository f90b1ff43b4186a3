import type { JSX } from 'preact'
import { countOf } from '../../measured-text.ts'
import type { PageHead, PageVerdict } from '../../html/page-data.ts'
import { sinceOf } from '../since.ts'
import { Card } from './card.tsx'
import { useData } from './data-context.ts'
import { HotLine } from './hot-line.tsx'
import { Mark, StatusChip } from './marks.tsx'
import { SloLink } from './names.tsx'
import { Sparkline } from '../charts/sparkline.tsx'
import { SinceText } from './since-text.tsx'
import { distanceText } from '../headroom.ts'
import { useHistory } from './use-history.ts'
import { FilteredVerdicts } from './filtered-verdicts.tsx'

/** The first look: what the run came to, what needs a look and why, and every verdict. */
export function OverviewPage(): JSX.Element {
  const { head } = useData()
  const urgent = head.verdicts.filter(({ status }) => status === 'violated')
  return (
    <>
      <Outcome head={head} />
      {urgent.length === 0 ? undefined : (
        <section aria-labelledby="urgent">
          <h2 id="urgent" class="hidden">
            What needs a look
          </h2>
          {urgent.slice(0, mostUrgent).map((verdict) => (
            <Urgent key={verdict.id} verdict={verdict} />
          ))}
        </section>
      )}
      <ChangesCard />
      <Card title="Objectives">
        {head.verdicts.length === 0 ? (
          <p>No SLO is declared in slo.config.ts: nothing is gated.</p>
        ) : (
          <FilteredVerdicts verdicts={head.verdicts} />
        )}
      </Card>
    </>
  )
}

const mostUrgent = 6

function Outcome({ head }: { readonly head: PageHead }): JSX.Element {
  const { report, headline, notes, open, verdicts } = head
  const [mark, text, look] = headline
  const { passed, failed, skipped } = report.tests
  const seconds = (Date.parse(report.run.finishedAt) - Date.parse(report.run.startedAt)) / 1000
  return (
    <div class={`outcome ${look}`}>
      <h1>
        <Mark status={look} mark={mark} /> {text}
      </h1>
      <p>
        {open ?? tallyOf(verdicts)}
        {`. Exit code ${report.exitCode}. ${countOf(passed, 'test')} passed, ${failed} failed, ${skipped} skipped`}
        {Number.isFinite(seconds) ? ` in ${spanText(seconds)}.` : '.'}
      </p>
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
    </div>
  )
}

function spanText(seconds: number): string {
  return seconds < 120 ? `${Number(seconds.toFixed(1))}s` : `${Math.floor(seconds / 60)}m ${Math.round(seconds % 60)}s`
}

function tallyOf(verdicts: readonly PageVerdict[]): string {
  const counts = new Map<string, number>()
  for (const { status } of verdicts) counts.set(status, (counts.get(status) ?? 0) + 1)
  return `${[...counts].map(([status, count]) => `${count} ${status.replace('-', ' ')}`).join(', ')} of ${countOf(verdicts.length, 'SLO')}`
}

/** A violated SLO: by how much, since when, and the line that is to blame. */
function Urgent({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  const points = useHistory(verdict)
  return (
    <article class={`urgent ${verdict.status}`}>
      <div class="urgent-head">
        <h3>
          <SloLink verdict={verdict} />
        </h3>
        <StatusChip verdict={verdict} />
        {verdict.effect === 'warn only' ? <span class="soft">warn only</span> : undefined}
        <Sparkline points={points} verdict={verdict} />
      </div>
      <p class="figures">
        {verdict.figure === undefined ? <span>{verdict.reason.split('\n', 1)[0]}</span> : <strong>{verdict.figure}</strong>}
        <span class="soft">{`bound ${verdict.bound}`}</span>
        <span class="beyond-by">{distanceText(verdict)}</span>
        <SinceText verdict={verdict} />
      </p>
      <HotLine verdict={verdict} />
    </article>
  )
}

function ChangesCard(): JSX.Element | undefined {
  const { head } = useData()
  if (head.past === undefined) return undefined
  const before = head.verdicts.map((verdict) => ({ verdict, was: sinceOf(verdict, head.past)?.before.verdict[0] }))
  const turned = before.filter(({ verdict, was }) => was !== verdict.status)
  return (
    <Card title="Since the last run" note={turned.length === 0 ? 'No verdict changed.' : undefined}>
      {turned.length === 0 ? undefined : (
        <ul class="plain">
          {turned.map(({ verdict, was }) => (
            <li key={verdict.id}>
              <StatusChip verdict={verdict} /> <SloLink verdict={verdict} />{' '}
              <span class="soft">{was === undefined ? 'new' : `was ${was.replace('-', ' ')}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

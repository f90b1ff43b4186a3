import type { JSX } from 'preact'
import type { Timeline } from '../../../model/timeline.ts'
import { countOf } from '../../measured-text.ts'
import { useLoaded } from '../browser/use-loaded.ts'
import { subjectRouteKey } from '../route.ts'
import { Card } from './card.tsx'
import { useData } from './data-context.ts'
import { PageTitle } from './page-title.tsx'
import { TimeCard } from './time-card.tsx'

/** The run over time: what it used, and what ran meanwhile. */
export function TimelinePage(): JSX.Element {
  const data = useData()
  const loaded = useLoaded(() => data.timeline(), 'timeline')
  return (
    <>
      <PageTitle note="What the run used while it went on, and which tests ran meanwhile. The lines are samples; what is judged are the totals and peaks of the kernel's own counters.">
        Time lines
      </PageTitle>
      {loaded === undefined ? <p role="status">Reading …</p> : <RunOverTime timeline={loaded.value} />}
    </>
  )
}

function RunOverTime({ timeline }: { readonly timeline: Timeline | undefined }): JSX.Element {
  if (timeline === undefined) {
    return (
      <Card title="Nothing was followed">
        <p>This report holds no time lines: it was merged from shards, or an older version wrote it.</p>
      </Card>
    )
  }
  const run = timeline.tracks.find(({ subject }) => subject.kind === 'run')
  const track = run ?? { subject: { kind: 'run' as const, name: 'run' }, edges: [], lines: {}, phases: [], source: 'nothing could be sampled here' } // prettier-ignore
  const left = leftOutText(timeline.leftOut)
  return (
    <>
      <TimeCard timeline={timeline} track={track} title="The run" />
      {left === '' ? undefined : <p class="soft">{left}</p>}
    </>
  )
}

function leftOutText({ commands, containers, files, tests }: Timeline['leftOut']): string {
  const small = listed([commands, 'command'], [containers, 'container'])
  const short = listed([files, 'file'], [tests, 'test'])
  const texts = [
    small === '' ? '' : `Not shown, because they took less CPU time: ${small}.`,
    short === '' ? '' : `Not shown, because they were shorter: ${short}.`,
  ]
  return texts.filter(Boolean).join(' ')
}

function listed(...parts: readonly (readonly [number, string])[]): string {
  const some = parts.filter(([count]) => count > 0)
  return some.map(([count, name]) => countOf(count, name)).join(' and ')
}

/** The time lines of one command or container; nothing where it has none. */
export function SubjectOverTime({ path }: { readonly path: string }): JSX.Element | undefined {
  const data = useData()
  const loaded = useLoaded(() => data.timeline(), 'timeline')
  const timeline = loaded?.value
  const own = timeline?.tracks.filter(({ subject }) => subjectRouteKey(subject) === path && subject.kind !== 'run') ?? []
  if (timeline === undefined || own.length === 0) return undefined
  return (
    <>
      {own.map((track, place) => (
        <TimeCard key={place} timeline={timeline} track={track} title={own.length === 1 ? 'Over time' : `Over time, ${place + 1} of ${own.length}`} /> // prettier-ignore
      ))}
    </>
  )
}

import type { JSX } from 'preact'
import type { PageInsight } from '../../html/page-data.ts'
import { countOf } from '../../measured-text.ts'
import { CommandLine } from './command-line.tsx'
import { Definitions } from './data-table.tsx'
import { useData } from './data-context.ts'
import { Tag } from './marks.tsx'
import { SloLink, SubjectLink } from './names.tsx'

const mostSubjects = 6

/** What was noticed, the numbers behind it, what it is about, and what to try. */
export function InsightCard({ insight }: { readonly insight: PageInsight }): JSX.Element {
  const { finding, evidence, next, gain, command, kind } = insight
  return (
    <article class="card insight">
      <h2>{finding}</h2>
      <p>
        <Tag>{kind.replaceAll('-', ' ')}</Tag> <AboutLinks insight={insight} />
      </p>
      <Definitions entries={evidence} />
      {next === command ? undefined : (
        <p>
          <span class="label">try</span> {next}
        </p>
      )}
      {gain === undefined ? undefined : (
        <p>
          <span class="label">promises</span> <strong>{gain}</strong>
        </p>
      )}
      {command === undefined ? undefined : <CommandLine command={command} />}
    </article>
  )
}

function AboutLinks({ insight: { slo, subjects } }: { readonly insight: PageInsight }): JSX.Element {
  const { head } = useData()
  const verdict = head.verdicts.find(({ id }) => id === slo)
  const more = subjects.length - mostSubjects
  return (
    <span class="about">
      {verdict === undefined ? undefined : <SloLink verdict={verdict} />}
      {subjects.slice(0, mostSubjects).map((subject) => (
        <span key={`${subject.kind} ${subject.file} ${subject.name}`}>
          <SubjectLink subject={subject} />
        </span>
      ))}
      {more > 0 ? <span class="soft">{`and ${countOf(more, 'other')}`}</span> : undefined}
    </span>
  )
}

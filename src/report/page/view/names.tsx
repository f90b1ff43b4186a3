import type { JSX } from 'preact'
import type { PageVerdict } from '../../html/page-data.ts'
import { formatRoute, subjectRouteKey } from '../route.ts'

/** A name from outside: its direction cannot spill over. */
export function Name({ children }: { readonly children: string }): JSX.Element {
  return <bdi class="name">{children}</bdi>
}

/** An SLO as a link to its place. */
export function SloLink({ verdict }: { readonly verdict: PageVerdict }): JSX.Element {
  return (
    <a href={formatRoute({ page: 'slo', id: verdict.id })}>
      <Name>{verdict.slo}</Name>
    </a>
  )
}

interface LinkedSubject {
  readonly subject: { readonly kind: string; readonly name: string; readonly file?: string; readonly project?: string }
}

/** A subject as a link to its place, with its file. */
export function SubjectLink({ subject }: LinkedSubject): JSX.Element {
  const place = [subject.project, subject.file].filter((part) => part !== undefined && part !== '').join(' · ')
  return (
    <>
      <a href={formatRoute({ page: 'subject', key: subjectRouteKey(subject) })}>
        <Name>{subject.name}</Name>
      </a>
      {place === '' ? undefined : (
        <small>
          <Name>{place}</Name>
        </small>
      )}
    </>
  )
}

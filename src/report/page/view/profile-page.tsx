import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Frame, FrameChange, FrameOwner, Profile } from '../../../model/profile.ts'
import { formatSubject } from '../../../model/subject.ts'
import { countOf } from '../../measured-text.ts'
import { hotPathText, ownerText, placeText } from '../../profile-text.ts'
import { formatRoute } from '../route.ts'
import { Card } from './card.tsx'
import { DataTable, Definitions } from './data-table.tsx'
import { useData } from './data-context.ts'
import { FlameCards } from './flame-cards.tsx'
import { Tag } from './marks.tsx'
import { Name, SubjectLink } from './names.tsx'
import { PageTitle } from './page-title.tsx'
import { TrafficCards } from './traffic-cards.tsx'

const kinds: Readonly<Record<Profile['kind'], string>> = {
  cpu: 'processor time',
  heap: 'allocations',
  disk: 'files',
  network: 'hosts',
}

/** Every profile of the run. */
export function ProfilesPage(): JSX.Element {
  const { profiles, notProfiled = [] } = useData().head.report
  return (
    <>
      <PageTitle note="Taken in a pass of its own after the run.">Profiles</PageTitle>
      {profiles.length === 0 ? undefined : (
        <Card title="Taken">
          <ul class="plain profiles">
            {profiles.map((profile, place) => (
              <li key={place}>
                <a href={formatRoute({ page: 'profile', place })}>
                  <Name>{formatSubject(profile.subject)}</Name>
                </a>{' '}
                <Tag>{kinds[profile.kind]}</Tag>
                <small>{hotPathText(profile)}</small>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {notProfiled.length === 0 ? undefined : (
        <Card title="Could not be profiled">
          <DataTable
            caption="What could not be profiled"
            hideCaption
            columns={[{ title: 'subject' }, { title: 'profile' }, { title: 'reason' }]}
            rows={notProfiled.map(({ subject, kind, reason }) => [
              <SubjectLink key="subject" subject={subject} />,
              kinds[kind],
              reason,
            ])}
          />
        </Card>
      )}
    </>
  )
}

/** One profile: where it was spent, down to the line. */
export function ProfilePage({ place }: { readonly place: number }): JSX.Element {
  const profile = useData().head.report.profiles[place]
  if (profile === undefined) return <PageTitle note="This run has no such profile.">Not found</PageTitle>
  return (
    <>
      <PageTitle note={<SubjectLink subject={profile.subject} />}>
        {'Profile of '}
        <Name>{profile.subject.name}</Name> <Tag>{kinds[profile.kind]}</Tag>
      </PageTitle>
      <div class="reason">
        <p>
          <strong>{hotPathText(profile)}</strong>
        </p>
      </div>
      <FlameCards place={place} profile={profile} />
      {'traffic' in profile ? <TrafficCards profile={profile} /> : <CallCards profile={profile} />}
      <Card title="Recording">
        <ProfileFacts profile={profile} />
      </Card>
    </>
  )
}

function ProfileFacts({ profile }: { readonly profile: Profile }): JSX.Element {
  const { reportsDir } = useData().head.report.run
  const { samples, source, comparedWith, file } = profile
  return (
    <Definitions
      entries={[
        ['file', <FileLink key="file" file={file} dir={reportsDir} />],
        ['recorded by', `${source}, ${countOf(samples, 'execution')}, figures of one`],
        ['compared with', comparedWith === undefined ? undefined : <FileLink key="good" file={comparedWith} dir={reportsDir} />],
        ...('traffic' in profile ? [] : shareFacts(profile)),
      ]}
    />
  )
}

/** A link where the file lies below the folder of this page, as it does by default. */
function FileLink({ file, dir }: { readonly file: string; readonly dir: string }): JSX.Element {
  const inside = `${dir.replace(/\/+$/, '')}/`
  return file.startsWith(inside) ? <a href={`./${encodeURI(file.slice(inside.length))}`}>{file}</a> : <Name>{file}</Name>
}

type Calls = Exclude<Profile, { readonly traffic: unknown }>

function shareFacts({ shares, unit }: Calls): (readonly [string, string])[] {
  const known = (Object.entries(shares) as [FrameOwner, number][]).filter(([, share]) => share > 0)
  return known.map(([owner, share]) => [ownerText(owner), formatQuantity(share, unit)])
}

function CallCards({ profile: { topSelf, topTotal, changes, unit } }: { readonly profile: Calls }): JSX.Element {
  return (
    <>
      {changes === undefined || changes.length === 0 ? undefined : (
        <Card title="What changed most" note="Against the last good profile; own code with what it called of others.">
          <ChangeTable changes={changes} unit={unit} />
        </Card>
      )}
      <Card title="Most by itself">
        <FrameTable caption="Functions that took most themselves" frames={topSelf} />
      </Card>
      <Card title="Most with what it called">
        <FrameTable caption="Functions that took most with what they called" frames={topTotal} />
      </Card>
    </>
  )
}

function FrameTable({ caption, frames }: { readonly caption: string; readonly frames: readonly Frame[] }): JSX.Element {
  return (
    <DataTable
      caption={caption}
      hideCaption
      columns={[
        { title: 'function' },
        { title: 'place' },
        { title: 'whose' },
        { title: 'self', numeric: true },
        { title: 'total', numeric: true },
      ]}
      rows={frames.map((frame) => [
        <Name key="name">{frame.function}</Name>,
        <code key="place">{placeText(frame) ?? ''}</code>,
        ownerText(frame.owner),
        formatQuantity(frame.self, frame.unit),
        formatQuantity(frame.total, frame.unit),
      ])}
    />
  )
}

function ChangeTable({
  changes,
  unit,
}: {
  readonly changes: readonly FrameChange[]
  readonly unit: Profile['unit']
}): JSX.Element {
  return (
    <DataTable
      caption="What changed most"
      hideCaption
      columns={[{ title: 'function' }, { title: 'place' }, { title: 'before', numeric: true }, { title: 'now', numeric: true }]}
      rows={changes.map((change) => [
        <Name key="name">{change.function}</Name>,
        <code key="place">{placeText(change) ?? ''}</code>,
        change.before === undefined ? 'not there' : formatQuantity(change.before, unit),
        formatQuantity(change.after, unit),
      ])}
    />
  )
}

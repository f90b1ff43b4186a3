import type { JSX } from 'preact'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Opener, Profile, TrafficChange } from '../../../model/profile.ts'
import { placeText } from '../../profile-text.ts'
import { Card } from './card.tsx'
import { DataTable } from './data-table.tsx'
import { Name } from './names.tsx'

type Moves = Extract<Profile, { readonly traffic: unknown }>

const headings = { disk: ['file', 'read', 'written'], network: ['host', 'received', 'sent'] } as const

/** Files or hosts: what changed most, and all of them. */
export function TrafficCards({ profile: { kind, traffic, changes } }: { readonly profile: Moves }): JSX.Element {
  return (
    <>
      {changes === undefined || changes.length === 0 ? undefined : (
        <Card title="What changed most" note="Against the last good profile; bytes in both directions.">
          <MovedTable changes={changes} name={headings[kind][0]} />
        </Card>
      )}
      <TrafficCard kind={kind} traffic={traffic} />
    </>
  )
}

function MovedTable({ changes, name }: { readonly changes: readonly TrafficChange[]; readonly name: string }): JSX.Element {
  return (
    <DataTable
      caption="What changed most"
      hideCaption
      columns={[{ title: name }, { title: 'opened by' }, { title: 'before', numeric: true }, { title: 'now', numeric: true }]}
      rows={changes.map(({ name: moved, opener, before, after }) => [
        <Name key="name">{moved}</Name>,
        <OpenedBy key="opener" opener={opener} />,
        before === undefined ? 'not there' : formatQuantity(before, 'bytes'),
        formatQuantity(after, 'bytes'),
      ])}
    />
  )
}

function OpenedBy({ opener }: { readonly opener: Opener | undefined }): JSX.Element | undefined {
  if (opener === undefined) return undefined
  return (
    <>
      <Name>{opener.function}</Name> <code>{placeText(opener) ?? ''}</code>
    </>
  )
}

function TrafficCard({ kind, traffic }: Pick<Moves, 'kind' | 'traffic'>): JSX.Element {
  const [name, read, written] = headings[kind]
  const numeric = true
  return (
    <Card title={`The ${name}s with the most bytes`}>
      <DataTable
        caption={`The ${name}s with the most bytes`}
        hideCaption
        columns={[
          { title: name },
          { title: 'opened by' },
          { title: 'operations', numeric },
          { title: read, numeric },
          { title: written, numeric },
          { title: 'time', numeric },
        ]}
        rows={traffic.map((one) => [
          <Name key="name">{one.name}</Name>,
          <OpenedBy key="opener" opener={one.opener} />,
          formatQuantity(one.operations, 'count'),
          formatQuantity(one.read, 'bytes'),
          formatQuantity(one.written, 'bytes'),
          formatQuantity(one.time, 'ms'),
        ])}
      />
    </Card>
  )
}

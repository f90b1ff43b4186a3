import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { formatQuantity } from '../../../model/format-quantity.ts'
import type { Flame } from '../../../model/flame.ts'
import type { Profile } from '../../../model/profile.ts'
import { ownerText } from '../../profile-text.ts'
import type { PageFlame, SourceLines } from '../../html/page-data.ts'
import { useLoaded } from '../browser/use-loaded.ts'
import { FlameCanvas } from '../charts/flame-canvas.tsx'
import { functionKey, leftHeavy, selvesByFunction, timeOrder } from '../flame-layout.ts'
import { Card } from './card.tsx'
import { TableTwin } from './data-table.tsx'
import { useData } from './data-context.ts'
import { Name } from './names.tsx'

/** The calls of a profile as a picture, and the lines that took most. Nothing where its file could not be read. */
export function FlameCards({ place }: { readonly place: number; readonly profile: Profile }): JSX.Element | undefined {
  const data = useData()
  const known = data.head.flames.includes(place)
  const loaded = useLoaded(async () => (known ? await data.flame(place) : undefined), `flame-${place}`)
  if (!known) return undefined
  if (loaded?.value === undefined) return <p role="status">Reading the profile …</p>
  const { flame, before, sources } = loaded.value
  return (
    <>
      {sources.length === 0 ? undefined : (
        <Card title="Hot lines">
          {sources.map((source) => (
            <Source key={`${source.file}:${source.line}`} source={source} />
          ))}
        </Card>
      )}
      <Card title="Calls">
        <FlameView flame={flame} before={before} />
      </Card>
    </>
  )
}

function Source({ source: { file, line, from, lines } }: { readonly source: SourceLines }): JSX.Element {
  return (
    <div class="source">
      <code>{`${file}:${line}`}</code>
      <pre tabIndex={0} role="region" aria-label={`${file}, line ${line}`}>
        {lines.map((text, place) => (
          <span key={place} class={from + place === line ? 'line most' : 'line'}>
            <span>{from + place}</span>
            {text}
          </span>
        ))}
      </pre>
    </div>
  )
}

type View = 'heavy' | 'time' | 'difference'

function FlameView({ flame, before }: Pick<PageFlame, 'flame' | 'before'>): JSX.Element {
  const [view, setView] = useState<View>('heavy')
  const [search, setSearch] = useState('')
  const inTime = useMemo(() => timeOrder(flame), [flame])
  const heavy = useMemo(() => leftHeavy(flame), [flame])
  const earlier = useMemo(() => (before === undefined ? undefined : selvesByFunction(before)), [before])
  return (
    <>
      <div class="flame-bar">
        <Views
          view={view}
          setView={setView}
          possible={{ heavy: true, time: inTime !== undefined, difference: earlier !== undefined }}
        />
        <input
          type="search"
          placeholder="Search functions and files"
          aria-label="Search functions and files"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <Legend difference={view === 'difference'} />
      </div>
      <FlameCanvas
        flame={flame}
        layout={view === 'time' && inTime !== undefined ? inTime : heavy}
        before={view === 'difference' ? earlier : undefined}
        search={search}
      />
      <FlameTwin flame={flame} earlier={earlier} />
    </>
  )
}

interface ViewSwitches {
  readonly view: View
  readonly setView: (view: View) => void
  readonly possible: Readonly<Record<View, boolean>>
}

const titles: Readonly<Record<View, string>> = { heavy: 'Left heavy', time: 'Time order', difference: 'Against the last good' }

function Views({ view, setView, possible }: ViewSwitches): JSX.Element {
  return (
    <div role="group" aria-label="Order of the calls" class="switches">
      {(Object.keys(titles) as View[])
        .filter((one) => possible[one])
        .map((one) => (
          <button key={one} type="button" class="switch" aria-pressed={view === one} onClick={() => setView(one)}>
            {titles[one]}
          </button>
        ))}
    </div>
  )
}

function Legend({ difference }: { readonly difference: boolean }): JSX.Element {
  const entries = difference
    ? ([
        ['more', 'more than before'],
        ['less', 'less than before'],
        ['same', 'as before'],
      ] as const) // prettier-ignore
    : (['own', 'dependency', 'node', 'gc'] as const).map((owner) => [owner, ownerText(owner)] as const)
  return (
    <span class="legend">
      {entries.map(([kind, text]) => (
        <span key={kind}>
          <i class={`flame-${kind}`} />
          {text}
        </span>
      ))}
    </span>
  )
}

const mostRows = 200

function FlameTwin({
  flame,
  earlier,
}: {
  readonly flame: Flame
  readonly earlier: ReadonlyMap<string, number> | undefined
}): JSX.Element {
  const rows = useMemo(() => {
    const selves = selvesByFunction(flame)
    const functions = new Map(flame.functions.map((one) => [functionKey(one), one]))
    return [...functions].map(([key, one]) => ({ one, self: selves.get(key) ?? 0, was: earlier?.get(key) ?? 0 })).toSorted((a, b) => b.self - a.self).slice(0, mostRows) // prettier-ignore
  }, [flame, earlier])
  const columns = [{ title: 'function' }, { title: 'place' }, { title: 'whose' }, { title: 'self', numeric: true }]
  return (
    <TableTwin
      caption="Functions of the profile"
      columns={earlier === undefined ? columns : [...columns, { title: 'before', numeric: true }]}
      rows={rows.map(({ one, self, was }) => [
        <Name key="name">{one.name}</Name>,
        one.file === undefined ? '' : `${one.file}:${one.line}`,
        ownerText(one.owner),
        formatQuantity(self, flame.unit),
        ...(earlier === undefined ? [] : [formatQuantity(was, flame.unit)]),
      ])}
    />
  )
}

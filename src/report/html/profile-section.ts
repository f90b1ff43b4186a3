import { formatQuantity } from '../../model/format-quantity.ts'
import type { Frame, FrameChange, FrameOwner, Profile, ProfileGap, Traffic } from '../../model/profile.ts'
import type { Run } from '../../model/run.ts'
import { formatSubject } from '../../model/subject.ts'
import { hotPathText, ownerText, placeText } from '../profile-text.ts'
import { cardSection } from './card-section.ts'
import { definitions } from './definitions.ts'
import { markup, nameMarkup } from './markup.ts'
import type { Markup } from './markup.ts'
import { tableMarkup } from './table.ts'

/** Every profile of a run with its hot path and its top functions, files or hosts; undefined where none was taken or tried. */
export function profileSection({ profiles = [], profileGaps = [], reportsDir }: Run): Markup | undefined {
  if (profiles.length === 0 && profileGaps.length === 0) return undefined
  const content = markup`${profiles.map((profile) => profileMarkup(profile, reportsDir))}${gapsMarkup(profileGaps)}`
  return cardSection({ id: 'profiles', title: 'Profiles', content })
}

const kinds: Readonly<Record<Profile['kind'], string>> = {
  cpu: 'processor time',
  heap: 'allocations',
  disk: 'files',
  network: 'hosts',
}

function profileMarkup(profile: Profile, reportsDir: string): Markup {
  const { subject, kind, samples, source, comparedWith } = profile
  return markup`<h3>${nameMarkup(formatSubject(subject))} <span class="tag">${kinds[kind]}</span></h3>
<p class="reason">${hotPathText(profile)}</p>
${definitions([
  ['file', fileMarkup(profile.file, reportsDir)],
  ['recorded by', markup`${source}, ${samples} ${samples === 1 ? 'execution' : 'executions'}, figures of one`],
  ['compared with', comparedWith === undefined ? undefined : fileMarkup(comparedWith, reportsDir)],
  ...('traffic' in profile ? [] : shareFacts(profile)),
])}
${'traffic' in profile ? trafficTable(profile.traffic, profile.kind) : callTables(profile)}` // prettier-ignore
}

/** A link where the file lies below the folder of this page, as it does by default. */
function fileMarkup(file: string, reportsDir: string): Markup {
  const inside = `${reportsDir.replace(/\/+$/, '')}/`
  return file.startsWith(inside) ? markup`<a href="./${file.slice(inside.length)}">${file}</a>` : nameMarkup(file)
}

type Calls = Exclude<Profile, { readonly traffic: unknown }>

function shareFacts({ shares, unit }: Calls): (readonly [string, Markup])[] {
  const known = (Object.entries(shares) as [FrameOwner, number][]).filter(([, share]) => share > 0)
  return known.map(([owner, share]) => [ownerText(owner), markup`${formatQuantity(share, unit)}`])
}

function callTables({ topSelf, topTotal, changes, unit }: Calls): Markup {
  const changed = changes === undefined || changes.length === 0 ? undefined : changeTable(changes, unit)
  return markup`${changed}${frameTable('Functions that took most themselves', topSelf)}${frameTable('Functions that took most with what they called', topTotal)}`
}

function frameTable(caption: string, frames: readonly Frame[]): Markup {
  return tableMarkup({
    caption,
    columns: [
      { title: 'function' },
      { title: 'place' },
      { title: 'whose' },
      { title: 'self', numeric: true },
      { title: 'total', numeric: true },
    ],
    rows: frames.map((frame) => [
      nameMarkup(frame.function),
      nameMarkup(placeText(frame) ?? ''),
      markup`${ownerText(frame.owner)}`,
      markup`${formatQuantity(frame.self, frame.unit)}`,
      markup`${formatQuantity(frame.total, frame.unit)}`,
    ]),
  })
}

function changeTable(changes: readonly FrameChange[], unit: Profile['unit']): Markup {
  return tableMarkup({
    caption: 'What changed most against the good profile, own code with what it called of others',
    columns: [{ title: 'function' }, { title: 'place' }, { title: 'before', numeric: true }, { title: 'now', numeric: true }],
    rows: changes.map((change) => [
      nameMarkup(change.function),
      nameMarkup(placeText(change) ?? ''),
      markup`${change.before === undefined ? 'not there' : formatQuantity(change.before, unit)}`,
      markup`${formatQuantity(change.after, unit)}`,
    ]),
  })
}

const mostNames = 20

const headings = { disk: ['file', 'read', 'written'], network: ['host', 'received', 'sent'] } as const

function trafficTable(traffic: readonly Traffic[], kind: keyof typeof headings): Markup {
  const [name, read, written] = headings[kind]
  const numeric = true
  return tableMarkup({
    caption: `The ${name}s with the most bytes`,
    columns: [
      { title: name },
      { title: 'operations', numeric },
      { title: read, numeric },
      { title: written, numeric },
      { title: 'time', numeric },
    ],
    rows: traffic
      .slice(0, mostNames)
      .map((one) => [
        nameMarkup(one.name),
        markup`${formatQuantity(one.operations, 'count')}`,
        markup`${formatQuantity(one.read, 'bytes')}`,
        markup`${formatQuantity(one.written, 'bytes')}`,
        markup`${formatQuantity(one.time, 'ms')}`,
      ]),
  })
}

function gapsMarkup(gaps: readonly ProfileGap[]): Markup | undefined {
  if (gaps.length === 0) return undefined
  return tableMarkup({
    caption: 'What could not be profiled',
    columns: [{ title: 'subject' }, { title: 'profile' }, { title: 'reason' }],
    rows: gaps.map(({ subject, kind, reason }) => [
      nameMarkup(formatSubject(subject)),
      markup`${kinds[kind]}`,
      nameMarkup(reason),
    ]),
  })
}

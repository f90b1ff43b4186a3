import type { Past } from '../model/past.ts'
import type { Run } from '../model/run.ts'
import type { Standing } from '../model/standing.ts'
import { cleanName, cleaned } from './html/clean-text.ts'
import { markup } from './html/markup.ts'
import type { PageFlame } from './html/page-data.ts'
import { pageHead } from './html/page-head.ts'
import { pageMarks } from './html/page-kit.ts'
import type { PageKit } from './html/page-kit.ts'
import { pageHistory } from './html/page-past.ts'
import { staticScreen } from './html/static-screen.ts'
import { subjectTables } from './html/subject-tables.ts'
import type { SubjectTable } from './html/subject-tables.ts'
import { tableParts } from './html/table-parts.ts'
import { storedTimeline } from './stored-timeline.ts'
import type { Summarize } from './summarize.ts'
import { cutMiddle } from './text/cut-middle.ts'

export interface HtmlOptions {
  readonly summarize: Summarize
  readonly kit: PageKit
  /** Runs before this one. */
  readonly past?: Past
  /** Where each SLO stands among them, by its name. */
  readonly standings?: ReadonlyMap<string, Standing>
}

/** The run as one HTML page that fetches nothing: opened from disk, printed, or kept as a CI artifact. */
export function renderHtml(run: Run, options: HtmlOptions): string {
  return [...renderHtmlChunks(run, options)].join('')
}

/** The same in pieces, so that the page of a large run never stands in memory as a whole. */
export function* renderHtmlChunks(run: Run, options: HtmlOptions): Generator<string, void, undefined> {
  const { summarize, kit, past, standings } = options
  const [beforeTitle, beforeScreen, beforeData, end] = templateOf(kit)
  yield `${beforeTitle}${titleOf(run)}${beforeScreen}${staticScreen(run).markup}${beforeData}`
  const series = subjectTables(run.series)
  const flames = flamesOf(run, kit)
  yield part('head', pageHead(run, { series, summarize, past, standings, flames: [...flames.keys()] }), kit)
  yield* table('test', series.tables.test, kit)
  yield* table('file', series.tables.file, kit)
  const history = past === undefined ? undefined : pageHistory(past)
  if (history !== undefined) yield part('history', history, kit)
  if (run.timeline !== undefined) yield part('timeline', cleaned(storedTimeline(run.timeline)), kit)
  for (const [place, flame] of flames) yield part(`flame-${place}`, cleaned(flame), kit)
  yield end
}

function templateOf({ template }: PageKit): readonly [string, string, string, string] {
  const { title, screen, data } = pageMarks
  const [head = '', afterTitle = ''] = template().split(title)
  const [middle = '', afterScreen = ''] = afterTitle.split(screen)
  const [body = '', end = ''] = afterScreen.split(data)
  return [head, middle, body, end]
}

function titleOf({ outcome, service }: Run): string {
  return markup`${outcome}: ${cutMiddle(cleanName(service ?? 'SLO report'), 80)}`.markup
}

/** Base64 has no `<`: nothing that a name says can end the element. */
function part(name: string, data: object, { pack }: PageKit): string {
  return `<script type="application/gzip+base64" id="slo-${name}">${pack(JSON.stringify(data))}</script>\n`
}

function* table(kind: string, rows: SubjectTable, kit: PageKit): Generator<string, void, undefined> {
  let place = 0
  for (const some of tableParts(rows)) yield part(`${kind}-${place++}`, some, kit)
}

function flamesOf({ profiles = [] }: Run, { flame }: PageKit): ReadonlyMap<number, PageFlame> {
  const known = profiles.map((profile, place) => [place, flame(profile)] as const)
  return new Map(known.filter((entry): entry is readonly [number, PageFlame] => entry[1] !== undefined))
}

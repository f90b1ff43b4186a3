/** One piece of a page: what stands in a fence is code and is never touched. */
export interface Piece {
  readonly kind: 'text' | 'fence'
  /** With its line ends, so that the pieces joined are the page. */
  readonly text: string
  /** Line of the page on which it begins, from 1. */
  readonly line: number
  /** Of a fence, its language; empty where it names none. */
  readonly language: string
}

/** Cuts a page into text and fenced code. */
export function piecesOf(page: string): readonly Piece[] {
  const pieces: Piece[] = []
  let fence: string | undefined
  for (const [index, line] of page.split(/(?<=\n)/).entries()) {
    const mark = /^ *(`{3,})(\S*)/.exec(line)
    const opens = fence === undefined && mark !== null
    const last = pieces.at(-1)
    if (last === undefined || opens || (fence === undefined && last.kind === 'fence')) {
      pieces.push({ kind: opens ? 'fence' : 'text', text: line, line: index + 1, language: opens ? (mark[2] ?? '') : '' })
    } else pieces[pieces.length - 1] = { ...last, text: last.text + line }
    if (opens) fence = mark[1]
    else if (fence !== undefined && mark?.[1] === fence && mark[2] === '') fence = undefined
  }
  return pieces
}

/** Changes the text of a page, and leaves its code as it is: fenced or between backticks. */
export function changeText(page: string, change: (text: string) => string): string {
  const changed = (text: string) =>
    text.replaceAll(/(`+[^`]+`+)|([^`]+)/g, (all, code?: string) => (code === undefined ? change(all) : all))
  return piecesOf(page)
    .map(({ kind, text }) => (kind === 'fence' ? text : changed(text)))
    .join('')
}

/** A link or image of a page. */
export interface Link {
  readonly text: string
  /** Without its anchor; empty for the page itself. */
  readonly target: string
  /** With its `#`; empty where there is none. */
  readonly anchor: string
  readonly isImage: boolean
}

const linkPattern = /(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s#]*)(#[^)\s]*)?\)/g

/** Every link of a page that is written in Markdown, without those in code. */
export function linksOf(page: string): readonly Link[] {
  const links: Link[] = []
  changeLinks(page, (link) => {
    links.push(link)
    return ''
  })
  return links
}

/** Changes the links of a page; `change` gives the whole text that stands instead. */
export function changeLinks(page: string, change: (link: Link) => string): string {
  const text = piecesOf(page).map((piece) => (piece.kind === 'fence' ? piece.text : changeLinksIn(piece.text, change)))
  return text.join('')
}

/** Code between backticks may be the text of a link, and may hold what looks like one. */
function changeLinksIn(text: string, change: (link: Link) => string): string {
  const hidden: string[] = []
  const bare = text.replaceAll(/`+[^`]+`+/g, (code) => `\u0001${hidden.push(code) - 1}\u0002`)
  const shown = (part: string) => part.replaceAll(/\u0001(\d+)\u0002/g, (_, index: string) => hidden[Number(index)] ?? '')
  const changed = bare.replaceAll(linkPattern, (_, mark: string, words: string, target: string, anchor: string = '') =>
    change({ text: shown(words), target, anchor, isImage: mark === '!' }),
  )
  return shown(changed)
}

/** The headings of a page with their level, as they are written. */
export function headingsOf(page: string): readonly { readonly level: number; readonly text: string }[] {
  const text = piecesOf(page).filter(({ kind }) => kind === 'text')
  return text.flatMap((piece) => [...piece.text.matchAll(/^(#{1,6}) +(.+?) *$/gm)]).map(([, marks = '', words = '']) => ({ level: marks.length, text: words })) // prettier-ignore
}

/** The anchors of a page. A heading that occurs again gets a number, as on GitHub. */
export function anchorsOf(page: string, slug: (heading: string) => string): readonly string[] {
  const seen = new Map<string, number>()
  return headingsOf(page).map(({ text }) => {
    const plain = slug(text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    const times = seen.get(plain) ?? 0
    seen.set(plain, times + 1)
    return times === 0 ? plain : `${plain}-${times}`
  })
}

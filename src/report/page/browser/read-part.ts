import type { Timeline } from '../../../model/timeline.ts'
import type { PageFlame, PageHead, PageHistory, PageTable, TableKind } from '../../html/page-data.ts'
import { joinTables } from '../samples.ts'

/** The data of the page. Parts are unpacked when they are first asked for, and once. */
export interface ReportData {
  readonly head: PageHead
  readonly table: (kind: TableKind) => Promise<PageTable>
  readonly flame: (place: number) => Promise<PageFlame | undefined>
  readonly history: () => Promise<PageHistory | undefined>
  readonly timeline: () => Promise<Timeline | undefined>
}

/** Reads the head of the page, and promises the rest. Throws where the page is damaged or the browser is too old. */
export async function readReport(): Promise<ReportData> {
  const head = await readPart<PageHead>('head')
  if (head === undefined) throw new Error('this page holds no run')
  const known = new Map<string, Promise<unknown>>()
  const once = <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const promise = (known.get(name) ?? read()) as Promise<T>
    known.set(name, promise)
    return promise
  }
  return {
    head,
    table: (kind) => once(kind, () => readTable(kind)),
    flame: (place) => once(`flame-${place}`, () => readPart<PageFlame>(`flame-${place}`)),
    history: () => once('history', () => readPart<PageHistory>('history')),
    timeline: () => once('timeline', () => readPart<Timeline>('timeline')),
  }
}

async function readTable(kind: TableKind): Promise<PageTable> {
  const parts: PageTable[] = []
  for (let place = 0; ; place++) {
    const part = await readPart<PageTable>(`${kind}-${place}`)
    if (part === undefined) return joinTables(parts)
    parts.push(part)
  }
}

async function readPart<T>(name: string): Promise<T | undefined> {
  const element = document.getElementById(`slo-${name}`)
  if (element === null) return undefined
  const bytes = bytesOf(element.textContent)
  // Unpacked it is held elsewhere; of a large run this is many megabytes.
  element.remove()
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return (await new Response(stream).json()) as T
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let place = 0; place < text.length; place++) bytes[place] = text.charCodeAt(place)
  return bytes
}

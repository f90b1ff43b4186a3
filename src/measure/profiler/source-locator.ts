import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import type { SourceMapInput } from '@jridgewell/trace-mapping'

/** A place in a file; line and column count from 0. */
interface Position {
  readonly url: string
  readonly line: number
  readonly column: number
}

/** Finds where a place in the code that ran was written; undefined where it is the same, or not known. */
export type SourceLocator = (place: {
  readonly url: string
  readonly line: number
  readonly column?: number
}) => Position | undefined

/** Locates by the source maps of files, each asked for once, by its absolute path. */
export function sourceLocator(mapOf: (path: string) => SourceMapInput | undefined): SourceLocator {
  const maps = new Map<string, TraceMap | undefined>()
  return ({ url, line, column }) => {
    const path = filePath(url)
    if (path === undefined) return undefined
    if (!maps.has(path)) maps.set(path, traceMap(mapOf(path)))
    const map = maps.get(path)
    return map === undefined ? undefined : locate(map, path, { line, column })
  }
}

/** The source map that a file names in its last lines, beside it or within it; undefined where it names none that can be read. */
export function adjacentMap(path: string): SourceMapInput | undefined {
  if (path.includes('/node_modules/') || !existsSync(path)) return undefined
  const [, name] = /\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(readFileSync(path, 'utf8').slice(-5_000_000)) ?? []
  if (name === undefined) return undefined
  try {
    const [, inline] = /^data:application\/json[^,]*;base64,(.*)$/.exec(name) ?? []
    const text =
      inline === undefined ? readFileSync(resolve(dirname(path), name), 'utf8') : Buffer.from(inline, 'base64').toString()
    return JSON.parse(text) as SourceMapInput
  } catch {
    return undefined
  }
}

function filePath(url: string): string | undefined {
  if (url.startsWith('file://')) return fileURLToPath(url.split('?', 1)[0] as string)
  return /^(\/|[A-Za-z]:\\)/.test(url) ? url : undefined
}

function traceMap(map: SourceMapInput | undefined): TraceMap | undefined {
  try {
    return map === undefined ? undefined : new TraceMap(map)
  } catch {
    return undefined
  }
}

function locate(map: TraceMap, path: string, { line, column }: { line: number; column?: number }): Position | undefined {
  const at = { line: line + 1, column: column ?? 0 }
  const exact = column === undefined ? undefined : originalPositionFor(map, at)
  const isKnown = exact !== undefined && exact.line !== null
  const found = isKnown ? exact : originalPositionFor(map, { ...at, bias: LEAST_UPPER_BOUND })
  if (found.source === null) return undefined
  const source = found.source.startsWith('file://') ? fileURLToPath(found.source) : found.source
  return { url: pathToFileURL(resolve(dirname(path), source)).href, line: found.line - 1, column: found.column }
}

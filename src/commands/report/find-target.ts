import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { SloError } from '../../model/fault.ts'
import { nearest } from '../../model/nearest.ts'
import { sanitize } from '../../report/text/sanitize.ts'
import type { ReportKind } from '../../report/document.ts'

/** Every kind of report. */
const reportKinds = ['run', 'failures', 'timing', 'resources', 'historical', 'trend', 'flaky', 'budget', 'comparative'] as const satisfies readonly ReportKind[] // prettier-ignore

/** What is to be told, of what. */
export interface Target {
  readonly kind: ReportKind
  /** A file, a folder, the begin of an id or `last`; undefined for what is there by default. */
  readonly place?: string
}

/** Reads `[kind] [path|run]`: a word that is neither a kind nor there must be a mistake. Throws SloError. */
export function findTarget(words: readonly string[], cwd: string): Target {
  const [first, second] = words
  if (first === undefined) return { kind: 'run' }
  if (isKind(first)) return { kind: first, ...(second === undefined ? {} : { place: second }) }
  if (second !== undefined) throw unknownKind(first, false)
  if (!looksLikeKind(first, cwd)) return { kind: 'run', place: first }
  throw unknownKind(first, true)
}

function isKind(word: string): word is ReportKind {
  return (reportKinds as readonly string[]).includes(word)
}

/** A plain word that names no file, and neither is nor begins an id. */
function looksLikeKind(word: string, cwd: string): boolean {
  return /^[a-z]+$/.test(word) && word !== 'last' && !/^[\da-f]{4,}$/.test(word) && !existsSync(resolve(cwd, word))
}

function unknownKind(word: string, isOnly: boolean): SloError {
  const meant = nearest(word, reportKinds)
  const end = meant === undefined ? '.' : `; did you mean ${meant}?`
  const kinds = `${reportKinds.slice(0, -1).join(', ')} and ${reportKinds.at(-1)}`
  return new SloError(
    `slo report: there is no kind of report${isOnly ? ', and no file,' : ''} called ${sanitize(word)}${end} The kinds are ${kinds}`,
  )
}

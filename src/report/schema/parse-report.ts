import type { z } from 'zod'
import type { Run } from '../../model/run.ts'
import { reportSchema as schemaNumber } from '../stored-report.ts'
import { reportSchema } from './report-schema.ts'
import { runOfReport } from './run-of-report.ts'

/** A stored run: everything a report shows and a judge needs. */
export type StoredRun = Run

export type ParsedReport = { readonly ok: true; readonly stored: StoredRun } | { readonly ok: false; readonly reason: string }

/**
 * Reads the text of a report.json back into the run it was written from. Never throws and never guesses: what is broken, foreign
 * or newer is refused with a reason that completes "report.json ...".
 */
export function parseReport(text: string): ParsedReport {
  const json = parseJson(text.replace(/^\ufeff/, ''))
  if (!json.ok) return json
  const foreign = foreignReason(json.value)
  if (foreign !== undefined) return { ok: false, reason: foreign }
  const checked = reportSchema.safeParse(json.value)
  return checked.success ? { ok: true, stored: runOfReport(checked.data) } : { ok: false, reason: faultsOf(checked.error) }
}

type Json = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

function parseJson(text: string): Json {
  if (text.trim() === '')
    return { ok: false, reason: 'is empty: the run that should have written it did not finish; run it again' }
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch {
    const reason = text.trimStart().startsWith('{')
      ? 'breaks off or is damaged: it is not complete JSON; run it again'
      : 'is not JSON'
    return { ok: false, reason }
  }
}

function foreignReason(value: unknown): string | undefined {
  const schema = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (typeof schema !== 'number') return 'is JSON, but no report of vitest-slo: it has no schema number'
  if (schema > schemaNumber)
    return `was written by a newer vitest-slo (schema ${schema}, this one reads ${schemaNumber}); update vitest-slo`
  return schema === schemaNumber ? undefined : `has schema ${schema}, which no vitest-slo ever wrote`
}

const mostFaults = 3

function faultsOf({ issues }: z.ZodError): string {
  const listed = issues.slice(0, mostFaults).map(({ path, message }) => `${pathText(path)}: ${message}`)
  const more = issues.length > mostFaults ? `; and ${issues.length - mostFaults} more` : ''
  return `has invalid fields: ${listed.join('; ')}${more}`
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : (index === 0 ? '' : '.') + String(key))).join('')
}

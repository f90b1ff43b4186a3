import type { AlertRecord, Silence } from '../model/alert.ts'
import type { Mark } from '../model/history.ts'

const recordKind = 'alert'
const silenceKind = 'silence'

/** What is remembered of alerts, with the text it is remembered as. What cannot be read is as if it were not there. */
export function recordsOf(marks: readonly Mark[]): readonly { readonly record: AlertRecord; readonly text: string }[] {
  return marks
    .filter(({ kind }) => kind === recordKind)
    .flatMap(({ text }) => {
      const record = read(text) as AlertRecord | undefined
      return record === undefined ? [] : [{ record, text }]
    })
}

/** Silences that were set, over or not. */
export function silencesOf(marks: readonly Mark[]): readonly Silence[] {
  return marks.filter(({ kind }) => kind === silenceKind).flatMap(({ text }) => (read(text) as Silence | undefined) ?? [])
}

/** A record as it is kept. */
export function recordMark(record: AlertRecord): Mark {
  return { kind: recordKind, key: record.alert.key, text: JSON.stringify(record) }
}

/** One silence for each SLO, or for all. */
export function silenceMark(silence: Silence): Mark {
  return { kind: silenceKind, key: silence.slo, text: JSON.stringify(silence) }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

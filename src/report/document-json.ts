import { cellValue, columnsFor } from './cell.ts'
import type { Document, Section } from './document.ts'
import { finiteOrName } from './finite.ts'

/** Number of the layout. */
const schema = 1

/** A report as JSON for programs: every table with all of its rows, figures in canonical units, what is not known left out. */
export function* renderDocumentJson(document: Document): Generator<string, void, undefined> {
  const { kind, title, outcome, state, at, sections } = document
  const notes = document.notes.length === 0 ? undefined : document.notes
  yield `${jsonText({ schema, kind, title, outcome, state, at, notes }).slice(0, -1)},"tables":{`
  for (const [index, section] of sections.entries()) {
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(section.id)}:[`
    yield* rowsOf(section)
    yield ']'
  }
  yield '}}\n'
}

function* rowsOf(section: Section): Generator<string, void, undefined> {
  const keys = columnsFor(section, 'machines').map(({ key }) => key)
  let before = '\n'
  for (const row of section.rows) {
    const fields = keys.map((key) => [key, finiteOrName(cellValue(row[key]))] as const)
    yield before + jsonText(Object.fromEntries(fields))
    before = ',\n'
  }
}

// JSON escapes most of what moves the cursor of a terminal, but not all.
const unprintable = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Printed on a terminal it changes nothing there; read as JSON it is what it was. */
function jsonText(value: object): string {
  return JSON.stringify(value).replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

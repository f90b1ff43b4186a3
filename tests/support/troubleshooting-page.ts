import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { piecesOf } from '../../site/generate/markdown.ts'

/** One entry of docs/troubleshooting.md: what somebody sees, as it is quoted there. */
export interface Entry {
  readonly heading: string
  readonly message: string
}

/** The entries under one heading of the page, in its order. */
export function entriesUnder(part: string): readonly Entry[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8')
  const [, text = ''] = page.split(`\n## ${part}\n`)
  const own = text.split(/\n## /, 1)[0] ?? ''
  return own.split(/\n### /).slice(1).map(entryOf) // prettier-ignore
}

function entryOf(text: string): Entry {
  const heading = text.split('\n', 1)[0] ?? ''
  const quoted = piecesOf(text).find(({ kind, language }) => kind === 'fence' && language === 'text')
  if (quoted === undefined) throw new Error(`the entry "${heading}" of docs/troubleshooting.md quotes no message`)
  return { heading, message: quoted.text.split('\n').slice(1, -2).join('\n') }
}

/** What a quoted message matches: any line breaks and indents between its words, and anything where it leaves something out. */
export function patternOf(message: string): RegExp {
  const words = message.trim().split(/\s+/).map((word) => word.split('…').map(escaped).join('[^]*?')) // prettier-ignore
  return new RegExp(words.join(String.raw`[\s✗│]*`))
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

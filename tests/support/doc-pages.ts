import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { piecesOf } from '../../site/generate/markdown.ts'
import { sourcesIn } from '../../site/generate/sources.ts'

export const repository = join(import.meta.dirname, '../..')

/** Every page that is written by hand, by its path in the repository. */
export function docPages(): ReadonlyMap<string, string> {
  return new Map([...sourcesIn(repository).keys()].map((path) => [path, readFileSync(join(repository, path), 'utf8')]))
}

/** A block of code of a page. */
export interface Block {
  /** `docs/ci.md:12`, for messages. */
  readonly place: string
  readonly language: string
  /** Without its fence. */
  readonly code: string
}

/** Every block of code in these languages. */
export function blocksIn(languages: readonly string[]): readonly Block[] {
  return [...docPages()].flatMap(
    ([path, page]) =>
    piecesOf(page)
      .filter(({ kind, language }) => kind === 'fence' && languages.includes(language))
      .map(({ text, line, language }) => ({ place: `${path}:${line}`, language, code: text.replace(/^.*\n/, '').replace(/\n *`{3,}\s*$/, '\n') })), // prettier-ignore
  )
}

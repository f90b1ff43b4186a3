import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { RunText } from '../../model/config.ts'

/**
 * A command written for the root, as it must read in another folder: `node dist/cli.js new demo` in a temporary folder still means the
 * cli.js of the project. Words with a slash that name a file of the root and none of the folder become absolute, up to the first one
 * that is not the value of an option: what follows are arguments of that program.
 */
export function withRootWords(run: RunText, root: string, folder: string): RunText {
  if (folder === root) return run
  let program = false
  let previous = ''
  const absolute = (word: string): string => {
    const path = program ? undefined : rootFile(word, root, folder)
    if (path !== undefined) program = !previous.startsWith('-')
    previous = word
    return path ?? word
  }
  if (typeof run !== 'string') return run.map(absolute) as [string, ...string[]]
  return run.replace(/[^\s"'`;|&<>()$]+/g, (word) => quoted(absolute(word), word))
}

function rootFile(word: string, root: string, folder: string): string | undefined {
  if (!word.includes('/') || word.startsWith('/')) return undefined
  const path = join(root, word)
  return isFile(path) && !isFile(join(folder, word)) ? path : undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** A root with a blank in its path must stay one word for the shell. */
function quoted(path: string, word: string): string {
  return path === word || /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}

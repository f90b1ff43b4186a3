import type { Fault } from '../model/fault.ts'
import { nearest } from '../model/nearest.ts'
import { showValue } from '../model/show-value.ts'
import { sli } from '../model/sli.ts'

/** The file that was being loaded. Paths are absolute, with forward slashes. */
export interface LoadedFile {
  readonly file: string
  readonly text: string
  /** Whether columns in stack frames are those of the file as written. Lines always are. */
  readonly exactColumns: boolean
  /** Folder of code that is ours, never the place of a user's mistake. */
  readonly own: string
}

interface Place {
  readonly file: string
  readonly line: number
  readonly column?: number
}

/** Why a config file could not be loaded: what was thrown, and the line of the user's code that it points at. No stack. */
export function loadFault(thrown: unknown, loaded: LoadedFile): Fault {
  if (!isError(thrown)) return { code: 'not-loaded', path: '', came: `it threw ${showValue(thrown)}` }
  const message = plainMessage(thrown)
  const came = sentenceOf(thrown.name, message, loaded.text)
  const place = placeInMessage(message) ?? placeInStack(thrown, loaded) ?? placeOfImport(message, loaded)
  const [, word] = /\bsli\.(\w+)\)? is not a function$/.exec(came) ?? []
  const near = word === undefined ? undefined : nearest(word, Object.keys(sli))
  return {
    code: 'not-loaded',
    path: '',
    came,
    hint: place === undefined ? undefined : showPlace(place, loaded),
    nearest: near === undefined ? undefined : `sli.${near}`,
  }
}

function isError(thrown: unknown): thrown is Error {
  return typeof thrown === 'object' && thrown !== null && typeof (thrown as Error).message === 'string'
}

/** Without colours and without the frame of the transformer around its message. */
function plainMessage({ message }: Error): string {
  const colours = /\u001b\[[\d;]*m/g
  return message.replace(colours, '').replace(/^Transform failed with \d+ errors?:\s*/, '')
}

/** The first line says what is wrong; names that a transformer put before an imported one are taken out again. */
function sentenceOf(name: string, message: string, text: string): string {
  const [first = ''] = message.split('\n')
  const syntax = first.replace(/^(\[PARSE_ERROR\]|ParseError:) */, '')
  if (syntax !== first) return `syntax error: ${syntax.trim()}`
  const sentence = first
    .replace(/ imported from .*$/, '')
    .replace(/\(0 ?, ?(_\w+\.\w+)\)/, '$1')
    .replace(/\b(_\w+)\.(?=\w)/g, (prefix, variable: string) => (text.includes(variable) ? prefix : ''))
  return name === 'Error' || name === undefined ? sentence : `${name}: ${sentence}`
}

function placeInMessage(message: string): Place | undefined {
  const [, file, line, column] = /([^\s[\]()'"]+\.\w+):(\d+):(\d+)/.exec(message) ?? []
  if (file === undefined) return undefined
  // The parser of the bare command line counts columns from 0.
  return { file, line: Number(line), column: Number(column) + (message.startsWith('ParseError:') ? 1 : 0) }
}

function placeInStack({ stack }: Error, { own, exactColumns }: LoadedFile): Place | undefined {
  for (const frame of String(stack).split('\n')) {
    const [, at, line, column] = /^\s+at (?:async )?(?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(frame) ?? []
    const file = at?.replace(/^file:\/\/(?=\/)/, '').replaceAll('\\', '/')
    if (file === undefined || /^node:|\/node_modules\/|<anonymous>/.test(file) || file.startsWith(own)) continue
    return { file, line: Number(line), column: exactColumns ? Number(column) : undefined }
  }
  return undefined
}

function placeOfImport(message: string, { file, text }: LoadedFile): Place | undefined {
  const [, name] = /^Cannot find (?:module|package) '([^']+)'/.exec(message) ?? []
  const line = name === undefined ? -1 : text.split('\n').findIndex((written) => written.includes(name))
  return line === -1 ? undefined : { file, line: line + 1 }
}

function showPlace({ file, line, column }: Place, loaded: LoadedFile): string {
  const folder = loaded.file.slice(0, loaded.file.lastIndexOf('/') + 1)
  const name = file.startsWith(folder) ? file.slice(folder.length) : file
  const isItself = folder + name === loaded.file
  const written = isItself ? loaded.text.split('\n')[line - 1]?.trim() : undefined
  const where = column === undefined ? `${name}:${line}` : `${name}:${line}:${column}`
  return written === undefined || written === '' ? `at ${where}` : `at ${where}   ${written.slice(0, 100)}`
}

import { closingBracket, splitArguments } from './brackets.ts'
import { findConfigObject } from './find-config-object.ts'
import { importPlugin } from './import-plugin.ts'
import { insert } from './insertion.ts'
import type { Insertion } from './insertion.ts'
import { maskSource } from './mask-source.ts'

/**
 * The source of a Vitest or Vite config with the plugin added, everything else as it was. Undefined when it is not certain where it
 * belongs. That the result does what it should is for the caller to prove.
 */
export function addPlugin(source: string): string | undefined {
  const masked = maskSource(source)
  const open = findConfigObject(masked)
  const close = open === undefined ? undefined : closingBracket(masked, open)
  if (open === undefined || close === undefined) return undefined
  const plugin = importPlugin(source, masked)
  const use = pluginsInsertion({ source, masked, open, close }, `${plugin.name}()`)
  return use === undefined ? undefined : insert(source, plugin.insertion === undefined ? [use] : [plugin.insertion, use])
}

interface ConfigObject {
  readonly source: string
  readonly masked: string
  readonly open: number
  readonly close: number
}

function pluginsInsertion({ source, masked, open, close }: ConfigObject, call: string): Insertion | undefined {
  const starts = splitArguments(masked, open)
  const keys = starts.filter((start) => isPluginsKey(source, start, masked))
  if (keys.length > 1) return undefined
  const [key] = keys
  if (key === undefined) return firstIn({ source, open, close, isEmpty: starts.length === 0 }, `plugins: [${call}]`)
  const array = arrayAfterKey(masked, key)
  const end = array === undefined ? undefined : closingBracket(masked, array)
  if (array === undefined || end === undefined) return undefined
  return firstIn({ source, open: array, close: end, isEmpty: splitArguments(masked, array).length === 0 }, call)
}

/** The masked text tells code from comments, the source tells what a quoted key says. */
function isPluginsKey(source: string, start: number, masked: string): boolean {
  const at = start + (/^\s*/.exec(masked.slice(start)) as RegExpExecArray)[0].length
  return /^(?:plugins|'plugins'|"plugins")(?![\w$])/.test(source.slice(at))
}

/** `plugins: [`; anything else behind the key is in doubt. */
function arrayAfterKey(masked: string, key: number): number | undefined {
  const [lead] = /^\s*(?:plugins|'\s+'|"\s+")\s*:\s*(?=\[)/.exec(masked.slice(key)) ?? []
  return lead === undefined ? undefined : key + lead.length
}

interface Brackets {
  readonly source: string
  readonly open: number
  readonly close: number
  readonly isEmpty: boolean
}

/** A new first item, on a line of its own where the items have lines of their own. */
function firstIn({ source, open, close, isEmpty }: Brackets, item: string): Insertion {
  const inside = source.slice(open + 1, close)
  const pad = source[open] === '{' ? ' ' : ''
  return { at: open + 1, text: isEmpty ? onlyItem(inside, item, pad) : itemBefore(inside, item, pad) }
}

/** Between the brackets stands nothing, or nothing but a comment. */
function onlyItem(inside: string, item: string, pad: string): string {
  if (inside.trim() !== '') return `${pad}${item},`
  return `${pad}${item}${inside === '' ? pad : ''}`
}

function itemBefore(inside: string, item: string, pad: string): string {
  const [, lineBreak, indentation] = /^[^\S\r\n]*(\r?\n)([^\S\r\n]*)(?=\S)/.exec(inside) ?? []
  if (lineBreak !== undefined) return `${lineBreak}${indentation}${item},`
  return `${pad}${item},${/^\s/.test(inside) ? '' : ' '}`
}

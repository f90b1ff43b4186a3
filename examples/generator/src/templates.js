import { readdirSync, readFileSync } from 'node:fs'
import { parseTemplate } from './parse-template.js'

const folder = new URL('../templates/', import.meta.url)

/**
 * The templates by the name of what they make. The build writes them, parsed, into the module that takes the place of this one.
 * @type {Record<string, import('./parse-template.js').Node[]>}
 */
export const templates = Object.fromEntries(
  readdirSync(folder).map((file) => [file.replace(/\.tpl$/, ''), parseTemplate(readFileSync(new URL(file, folder), 'utf8'))]),
)

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, posix, sep } from 'node:path'

/** Every link in the pages of a built site that leads nowhere: to no file, or to no anchor of a page. One line each. */
export function brokenLinks(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))
  const pages = new Map(names.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')]))
  return [...pages].flatMap(([page, html]) => linksIn(html).flatMap((link) => fault(link, { page, pages, folder })))
}

function linksIn(html: string): readonly string[] {
  const all = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'))
  return [...new Set(all)].filter((link) => !/^([a-z]+:|\/\/)/.test(link))
}

interface Place {
  readonly page: string
  readonly pages: ReadonlyMap<string, string>
  readonly folder: string
}

function fault(link: string, { page, pages, folder }: Place): readonly string[] {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : place(path, page)
  const html = pages.get(target)
  if (html === undefined) return existsSync(join(folder, target)) ? [] : [`${page}: ${link} leads nowhere`]
  const isThere = anchor === undefined || anchor === '' || html.includes(` id="${decodeURIComponent(anchor)}"`)
  return isThere ? [] : [`${page}: ${link}: ${target} has no such anchor`]
}

function place(path: string, page: string): string {
  const clean = path.replace(/\?.*$/, '')
  const whole = clean.startsWith('/') ? clean.slice(1) : posix.join(posix.dirname(page), clean)
  return whole === '' || whole.endsWith('/') ? `${whole}index.html` : whole
}

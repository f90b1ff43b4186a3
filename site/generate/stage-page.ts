import { posix } from 'node:path'
import { changeLinks, changeText } from './markdown.ts'
import type { Link } from './markdown.ts'

/**
 * A page of the repository as a page of the site, where all pages lie in one folder: links lead to pages, images to `/images/`, and of
 * a link to a file that is no page only the words are left. `pages` maps paths in the repository to names of pages.
 */
export function stagePage(
  { path, text }: { readonly path: string; readonly text: string },
  pages: ReadonlyMap<string, string>,
): string {
  const linked = changeLinks(text, (link) => staged(link, posix.dirname(path), pages))
  return changeText(linked, (words) => words.replaceAll(/<!--.*?-->\n?/gs, ''))
}

function staged(link: Link, folder: string, pages: ReadonlyMap<string, string>): string {
  const { text, target, anchor, isImage } = link
  const written = (place: string) => `${isImage ? '!' : ''}[${text}](${place}${anchor})`
  if (target === '' || /^[a-z]+:/.test(target)) return written(target)
  const place = posix.normalize(posix.join(folder, target)).replace(/\/$/, '')
  const image = /^docs\/(images\/.*)$/.exec(place)?.[1]
  if (image !== undefined) return written(`/${image}`)
  const page = pages.get(place) ?? pages.get(`${place}/README.md`)
  return page === undefined ? text : written(`${page}.md`)
}

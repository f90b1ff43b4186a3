import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { anchorsOf, linksOf } from '../../site/generate/markdown.ts'
import { slug } from '../../site/generate/slug.ts'
import { pagesOf } from '../../site/generate/write-pages.ts'
import { docPages, repository } from '../support/doc-pages.ts'

const pages = docPages()

test.each([...pages.keys()])('every link of %s leads to a file, and to a heading of it', (path) => {
  const links = linksOf(pages.get(path)!).filter(({ target }) => !/^[a-z]+:/.test(target))
  const wrong = links.flatMap(({ target, anchor }) => {
    const place = target === '' ? path : posix.normalize(posix.join(posix.dirname(path), target))
    if (!existsSync(join(repository, place))) return [`${target} leads nowhere`]
    const page = pages.get(place) ?? pages.get(posix.join(place, 'README.md'))
    if (anchor === '' || page === undefined || anchorsOf(page, slug).includes(anchor.slice(1))) return []
    return [`${target}${anchor}: no such heading`]
  })
  expect(wrong).toEqual([])
})

test('every link of the site leads to a page, and to a heading of it', { timeout: 120_000 }, () => {
  const made = pagesOf(repository)
  const wrong = [...made].flatMap(([name, page]) =>
    linksOf(page)
      .filter(({ target, isImage }) => !isImage && !/^[a-z]+:/.test(target))
      .filter(({ target, anchor }) => {
        const other = made.get(target === '' ? name : target.replace(/\.md$/, ''))
        return other === undefined || (anchor !== '' && !anchorsOf(other, slug).includes(anchor.slice(1)))
      })
      .map(({ target, anchor }) => `${name}: ${target}${anchor}`),
  )
  expect(wrong).toEqual([])
  expect(made.size).toBeGreaterThan(20)
})

test('a link that leads nowhere is seen', () => {
  const page = '# One `two` (three)\n[a](b.md#c) `[no](x)`\n```md\n[no](y)\n```\n## Again\n## Again\n![i](images/i.webp)'
  expect(linksOf(page).map(({ target, anchor, isImage }) => [target, anchor, isImage])).toEqual([
    ['b.md', '#c', false],
    ['images/i.webp', '', true],
  ])
  expect(anchorsOf(page, slug)).toEqual(['one-two-three', 'again', 'again-1'])
})

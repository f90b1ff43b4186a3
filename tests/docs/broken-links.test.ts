import { expect, test } from 'vitest'
import { brokenLinks } from '../../site/generate/broken-links.ts'
import { folderWith } from '../commands/test-world.ts'

test('links of a built site that lead nowhere are told, and no others', () => {
  const folder = folderWith({
    'index.html':
      '<a href="/a.html#one">a</a><a href="./a.html#two">b</a><a href="/b.html">c</a><a href="https://example.com/x">d</a>',
    'a.html':
      '<h1 id="one">one</h1><a href="#one">e</a><a href="#none">f</a><img src="/images/i.webp"><img src="/images/none.webp"><a href="/">g</a>',
    'images/i.webp': '',
  })
  expect(
    brokenLinks(folder)
      .map((line) => line.replaceAll('\\', '/'))
      .toSorted(),
  ).toEqual([
    'a.html: #none: a.html has no such anchor',
    'a.html: /images/none.webp leads nowhere',
    'index.html: ./a.html#two: a.html has no such anchor',
    'index.html: /b.html leads nowhere',
  ])
})

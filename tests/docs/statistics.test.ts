import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from '../support/doc-pages.ts'

const page = (name: string): string => readFileSync(join(repository, name), 'utf8')
const [, lastFigures = ''] = page('benchmarks/README.md').split('## Last figures')

/** What stands below the lines that name a benchmark as the origin of what follows. */
function figuresOf(bench: string): string {
  const parts = lastFigures.split(/^(?=`bench:)/m)
  return parts.filter((part) => part.startsWith(`\`${bench}`)).join('\n')
}

/** Where a row says that its figures come from: the page that it links to, else the benchmark. */
function sourceOf(foundBy: string): string {
  const [, linked] = /\]\((\w+\.md)#/.exec(foundBy) ?? []
  const [, bench = ''] = /`npm run (bench:[\w-]+)/.exec(foundBy) ?? []
  return linked === undefined ? figuresOf(bench) : page(`docs/${linked}`)
}

const rows = page('docs/statistics.md')
  .split('\n')
  .map((line) => line.split(/ \| |^\| | \|$/).slice(1, -1))
  .filter((cells) => cells.at(-1)?.includes('npm run '))

test.each(rows)('%s: every figure of the page is one of those that its command printed', (...cells) => {
  const told = cells.slice(2, -1).join(' ')
  const figures = [...told.matchAll(/[\d.]+ %|\b\d+ of \d+\b|\b(?<=of )\d{2,}\b/g)].map(([figure]) => figure)
  const source = sourceOf(cells.at(-1) as string).replaceAll('\n', ' ')
  const missing = figures.filter((figure) => !new RegExp(`(?<![\\d.])${figure.replace('.', String.raw`\.`)}(?!\\d)`).test(source))
  expect(missing).toEqual([])
  expect(source).not.toBe('')
})

test('the tables are found', () => {
  expect(rows).toHaveLength(8)
})

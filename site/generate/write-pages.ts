import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiPage } from './api-page.ts'
import { commandPage } from './command-page.ts'
import { configKeys } from './config-keys.ts'
import { configTables } from './config-tables.ts'
import { homePage } from './home-page.ts'
import { headingsOf } from './markdown.ts'
import { navigation } from './navigation.ts'
import { sourcesIn } from './sources.ts'
import { stagePage } from './stage-page.ts'
import { readTypes } from './types-of.ts'

/** Where docs/configuration.md takes the tables of all keys, which are made from the types. */
const keysMark = '<!-- every key -->'

/** Writes every page of the site, and its menu, into `site/.pages`: those of the repository, and those made from its sources. */
export function writePages(root: string): void {
  const out = join(root, 'site/.pages')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const pages = pagesOf(root)
  for (const [name, text] of pages) writeFileSync(join(out, `${name}.md`), text)
  writeFileSync(join(out, 'index.md'), homePage())
  const images = join(root, 'docs/images')
  if (existsSync(images)) cpSync(images, join(out, 'public/images'), { recursive: true })
  const titles = new Map([...pages].map(([name, text]) => [name, titleOf(name, text)]))
  writeFileSync(join(out, 'navigation.json'), JSON.stringify(navigation(titles)))
}

/** The text of every page by its name. */
export function pagesOf(root: string): ReadonlyMap<string, string> {
  const sources = sourcesIn(root)
  const types = readTypes(root)
  const keys = configTables(configKeys(types))
  const own = [...sources].map(([path, name]) => {
    const text = readFileSync(join(root, path), 'utf8').replace(keysMark, () => keys)
    return [name, stagePage({ path, text }, sources)] as const
  })
  return new Map([...own, ['cli', commandPage()], ['api', apiPage(types)]])
}

function titleOf(name: string, text: string): string {
  const title = headingsOf(text).find(({ level }) => level === 1)?.text
  if (title === undefined) throw new Error(`the page ${name} has no heading`)
  return name === 'overview' ? 'Overview' : title.replaceAll('`', '')
}

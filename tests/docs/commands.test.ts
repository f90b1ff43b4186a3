import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandsOf } from '../../site/generate/command-page.ts'
import type { NamedCommand } from '../../site/generate/command-page.ts'
import { piecesOf } from '../../site/generate/markdown.ts'
import { blocksIn, docPages, repository } from '../support/doc-pages.ts'

const commands = commandsOf()
const everywhere = new Set(['--no-color', '--help', '--version'])

/** What a page says to type: lines of blocks of shell code, and code between backticks. */
function typed(): readonly { readonly place: string; readonly line: string }[] {
  const lines = blocksIn(['sh', 'yaml']).flatMap(({ place, code }) => code.split('\n').map((line) => ({ place, line: line.replace(/\s#.*$/, '') }))) // prettier-ignore
  const inline = [...docPages()].flatMap(([place, page]) =>
    piecesOf(page)
      .filter(({ kind }) => kind === 'text')
      .flatMap(({ text }) => [...text.matchAll(/`([^`]+)`/g)].map(([, line = '']) => ({ place, line }))),
  )
  return [...lines, ...inline]
}

/** The calls of `slo` in a line: `npx slo run && slo check` has two. */
function callsIn(line: string): readonly string[] {
  const calls = line.replaceAll(String.raw`\|`, '|').split(/&&|;|\s\|\s/)
  return calls.flatMap((call) => /^(?:.*(?:run:|-) )?\s*(?:npx )?slo ([a-z].*)$/.exec(call.trim())?.[1] ?? [])
}

/** The commands that a call names: one, or several, as in `slo history list, show` and `slo alerts list|test`. */
function named(call: string): readonly (NamedCommand | string)[] {
  const words = call.replaceAll(', ', '|').split(' ')
  const [first = '', second = ''] = words
  return first.split('|').flatMap((one) => {
    const direct = commands.filter(({ name }) => name === one)
    if (direct.length > 0) return direct
    const group = commands.filter(({ name }) => name.startsWith(`${one} `))
    if (group.length === 0) return [one]
    const children = second.split('|').filter((child) => /^[a-z]/.test(child))
    if (children.length === 0) return group
    return children.map((child) => group.find(({ name }) => name === `${one} ${child}`) ?? `${one} ${child}`)
  })
}

test('every command and option that a page names is one of the program', () => {
  const wrong: string[] = []
  for (const { place, line } of typed()) {
    for (const call of callsIn(line)) {
      const own = call.split(/ -- | --$/, 1)[0] ?? ''
      const found = named(own)
      for (const name of found)
        if (typeof name === 'string' && name !== 'help') wrong.push(`${place}: slo ${call}: there is no command ${name}`)
      const options = new Set(found.flatMap((one) => (typeof one === 'string' ? [] : one.command.options.flatMap(({ long, short }) => [long, short])))) // prettier-ignore
      for (const [option] of own.matchAll(/(?<![\w-])--?[a-z][a-z-]*/g))
        if (!options.has(option) && !everywhere.has(option) && !found.includes('help'))
          wrong.push(`${place}: slo ${call}: there is no option ${option}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every command of the program is told of in a page', () => {
  const told = new Set(typed().flatMap(({ line }) => callsIn(line).flatMap(named)).map((one) => (typeof one === 'string' ? one : one.name))) // prettier-ignore
  expect(commands.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([])
  expect(commands.length).toBeGreaterThan(30)
})

test('every script and benchmark that a page names is there', () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { readonly scripts: object }
  const own = [...docPages()]
    .filter(([path]) => !path.startsWith('examples/'))
    .map(([, page]) => page)
    .join('\n')
  const run = [...own.matchAll(/npm run ((?:bench|docs|gate|check|format|coverage)(?::[\w-]+)*)/g)].map(([, name = '']) => name)
  expect(run.filter((name) => !(name in scripts))).toEqual([])
  expect(run.length).toBeGreaterThan(10)
  const files = [...own.matchAll(/node (?:--\S+ )*(benchmarks\/[\w-]+\.mjs)/g)].map(([, file = '']) => file)
  expect(files.filter((file) => !existsSync(join(repository, file)))).toEqual([])
})

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withRootWords } from '../../../src/measure/command/root-words.ts'
import { project } from './fixtures/project.ts'

function example(): { readonly root: string; readonly folder: string } {
  const root = project({ 'dist/cli.js': '', 'scripts/hook.js': '', 'examples/demo/a.json': '' })
  return { root, folder: project() }
}

test('a program of the root is found from another folder', () => {
  const { root, folder } = example()
  expect(withRootWords('node dist/cli.js new demo', root, folder)).toBe(`node ${join(root, 'dist/cli.js')} new demo`)
  expect(withRootWords(['node', './dist/cli.js', 'new'], root, folder)).toEqual(['node', join(root, 'dist/cli.js'), 'new'])
})

test('what comes after it are its own arguments', () => {
  const { root, folder } = example()
  const words = ['node', '--require', './scripts/hook.js', 'dist/cli.js', 'examples/demo/a.json']
  expect(withRootWords(words as [string, ...string[]], root, folder)).toEqual([
    'node',
    '--require',
    join(root, 'scripts/hook.js'),
    join(root, 'dist/cli.js'),
    'examples/demo/a.json',
  ])
})

test('nothing else changes: words without a slash, folders, files of the folder itself, absolute ones', () => {
  const { root } = example()
  const folder = project({ 'dist/cli.js': '' })
  for (const run of ['node cli.js', 'ls examples/demo', 'node dist/cli.js', 'cat /etc/hostname', `echo "a b" && x='c'`]) {
    expect(withRootWords(run, root, folder)).toBe(run)
  }
  expect(withRootWords('node dist/cli.js', root, root)).toBe('node dist/cli.js')
})

test('a root with a blank in its name stays one word', () => {
  const root = join(project({ "it's here/dist/cli.js": '' }), "it's here")
  expect(withRootWords('node dist/cli.js', root, project())).toBe(`node '${join(root, 'dist/cli.js').replace("'", `'\\''`)}'`)
})

import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeWhole } from '../../src/commands/write-whole.ts'
import { folderWith } from './test-world.ts'

test('makes the folders it needs', () => {
  const folder = folderWith({})
  writeWhole(join(folder, 'a/b/c'), ['one', 'two'], 'c')
  expect(readFileSync(join(folder, 'a/b/c'), 'utf8')).toBe('onetwo')
})

test('what fails half way leaves the file as it was, and nothing beside it', () => {
  const folder = folderWith({ file: 'old' })
  function* broken(): Generator<string> {
    yield 'new'
    throw new Error('out of text')
  }
  expect(() => writeWhole(join(folder, 'file'), broken(), 'the/file')).toThrow('the/file could not be written: out of text')
  expect([readdirSync(folder), readFileSync(join(folder, 'file'), 'utf8')]).toEqual([['file'], 'old'])
})

test.skipIf(process.platform === 'win32')('a file keeps its permissions, a link its target', () => {
  const folder = folderWith({ 'real/file': 'old' })
  chmodSync(join(folder, 'real/file'), 0o640)
  symlinkSync('real/file', join(folder, 'link'))
  writeWhole(join(folder, 'link'), ['new'], 'link')
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
  expect([readFileSync(join(folder, 'real/file'), 'utf8'), statSync(join(folder, 'real/file')).mode & 0o777]).toEqual([
    'new',
    0o640,
  ])
})

import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appendEntries, readEntries } from '../../../src/measure/command/journal-file.ts'
import { recoverWorkspace } from '../../../src/measure/command/recover-workspace.ts'
import { fingerprint, undoJournal } from '../../../src/measure/command/undo-journal.ts'
import { project } from './fixtures/project.ts'

const dead = { pid: 2 ** 22 + 1, command: 'build', since: '2026-01-01T00:00:00.000Z' }

function journalIn(root: string, name = `${dead.pid}-0123456789ab-1`): string {
  const folder = join(root, '.slo/undo', name)
  mkdirSync(folder, { recursive: true })
  appendEntries(folder, [{ kind: 'owner', owner: dead }])
  return folder
}

function read(...path: string[]): string {
  return readFileSync(join(...path), 'utf8')
}

test('a deed that was announced and not begun needs no undoing', () => {
  const root = project({ 'dist/a.js': 'a', 'src/a.ts': 'a\n' })
  const folder = journalIn(root)
  appendEntries(folder, [
    { kind: 'removed', path: 'dist', kept: 'kept-0' },
    { kind: 'edited', path: 'src/a.ts', kept: 'original', addition: '// x\n', written: 'none' },
  ])
  expect(undoJournal({ root, folder, keepNew: false })).toEqual([])
  expect([read(root, 'dist/a.js'), read(root, 'src/a.ts')]).toEqual(['a', 'a\n'])
  expect(existsSync(folder)).toBe(false)
})

test('a line that was cut off is left out', () => {
  const folder = journalIn(project())
  appendEntries(folder, [{ kind: 'removed', path: 'dist', kept: 'kept-0' }])
  appendFileSync(join(folder, 'journal.jsonl'), '{"kind":"removed","path":"sr')
  expect(readEntries(folder).map(({ kind }) => kind)).toEqual(['owner', 'removed'])
})

test('a removed path comes back in place of a half-made new one, and its folder with it', () => {
  const root = project({ 'out/dist/half.js': 'half' })
  const folder = journalIn(root)
  appendEntries(folder, [
    { kind: 'removed', path: 'out/dist', kept: 'kept-0' },
    { kind: 'removed', path: 'gone/away.txt', kept: 'kept-1' },
  ])
  mkdirSync(join(folder, 'kept-0'))
  writeFileSync(join(folder, 'kept-0/old.js'), 'old')
  writeFileSync(join(folder, 'kept-1'), 'away')
  undoJournal({ root, folder, keepNew: false })
  expect(read(root, 'out/dist/old.js')).toBe('old')
  expect(existsSync(join(root, 'out/dist/half.js'))).toBe(false)
  expect(read(root, 'gone/away.txt')).toBe('away')
})

function edited(root: string, now: string | undefined): string[] {
  const folder = journalIn(root)
  const written = 'a\n// vitest-slo edit 1\n'
  const addition = '// vitest-slo edit 1\n'
  appendEntries(folder, [
    { kind: 'edited', path: 'a.ts', kept: 'original', addition, written: fingerprint(Buffer.from(written)) },
  ])
  writeFileSync(join(folder, 'original'), 'a\n')
  if (now !== undefined) writeFileSync(join(root, 'a.ts'), now)
  return undoJournal({ root, folder, keepNew: true })
}

test.each([
  ['as we wrote it', 'a\n// vitest-slo edit 1\n', 'a\n', 0],
  ['gone', undefined, 'a\n', 0],
  ['put back by the command itself', 'a\n', 'a\n', 0],
  ['changed by somebody else', 'a\nb\n// vitest-slo edit 1\nc\n', 'a\nb\nc\n', 1],
])('an edited file that is %s', (_, now, then, notes) => {
  const root = project()
  expect(edited(root, now)).toHaveLength(notes)
  expect(read(root, 'a.ts')).toBe(then)
})

test('journals that lost their owner are undone, those of the living and of the half-begun are left', async () => {
  const root = project({ 'dist/half.js': 'half' })
  const folder = journalIn(root)
  appendEntries(folder, [{ kind: 'removed', path: 'dist', kept: 'kept-0' }])
  writeFileSync(join(folder, 'kept-0'), 'old')
  mkdirSync(join(root, '.slo/undo', `${process.pid}-abcdefabcdef-1`))
  expect(await recoverWorkspace(root)).toEqual(['build'])
  expect(read(root, 'dist')).toBe('old')
  expect(existsSync(join(root, '.slo/undo', `${process.pid}-abcdefabcdef-1`))).toBe(true)
})

test('one that was taken over by a process that died too is taken over again', async () => {
  const root = project()
  const folder = journalIn(root, `${dead.pid}-0123456789ab-1.taken-${dead.pid}`)
  appendEntries(folder, [{ kind: 'removed', path: 'a.txt', kept: 'kept-0' }])
  writeFileSync(join(folder, 'kept-0'), 'old')
  expect(await recoverWorkspace(root)).toEqual(['build'])
  expect(read(root, 'a.txt')).toBe('old')
})

test('where there is nothing there is nothing to do', async () => {
  expect(await recoverWorkspace(project())).toEqual([])
})

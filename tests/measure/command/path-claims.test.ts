import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appendEntries, readEntries } from '../../../src/measure/command/journal-file.ts'
import { claimPaths, conflictOf } from '../../../src/measure/command/path-claims.ts'
import { isAlive, ownIdentity } from '../../../src/measure/process/process-identity.ts'
import { project } from './fixtures/project.ts'

describe('conflictOf', () => {
  const claim = (globs: readonly string[], paths: readonly string[] = []) => ({ globs, paths })
  test.each([
    [claim(['dist']), claim(['dist']), 'dist'],
    [claim([], ['src/a.ts']), claim([], ['src/a.ts']), 'src/a.ts'],
    [claim([], ['src']), claim([], ['src/a.ts']), 'src'],
    [claim([], ['src/a.ts']), claim([], ['src']), 'src/a.ts'],
    [claim([], ['src/a.ts']), claim(['src/*.ts']), 'src/a.ts'],
    [claim(['src/*.ts']), claim([], ['src/a.ts']), 'src/a.ts'],
    [claim(['dist']), claim([], ['dist/deep/a.js']), 'dist/deep/a.js'],
    [claim([], ['src/a.ts']), claim([], ['src/a.tsx']), undefined],
    [claim(['dist']), claim(['out']), undefined],
    [claim(['*.tsbuildinfo']), claim([], ['src/a.ts']), undefined],
  ])('%j held, %j wanted', (held, wanted, path) => {
    expect(conflictOf(wanted, [{ kind: 'claim', ...held }])).toBe(path)
  })
})

describe('claimPaths', () => {
  function journal(undo: string, name: string, owner = ownIdentity()): string {
    const folder = join(undo, name)
    mkdirSync(folder, { recursive: true })
    appendEntries(folder, [{ kind: 'owner', owner: { ...owner, command: name, since: '2026-01-01T00:00:00.000Z' } }])
    return folder
  }

  test('a path that a living process holds is refused, one of the dead is not', () => {
    const undo = join(project(), 'undo')
    claimPaths(journal(undo, 'one'), { globs: ['dist'], paths: [] })
    const second = journal(undo, 'two')
    expect(() => claimPaths(second, { globs: ['dist'], paths: [] })).toThrow(
      'dist is being changed by the command one in this process, since 2026-01-01T00:00:00.000Z',
    )
    expect(readEntries(second)).toHaveLength(1)
    claimPaths(journal(undo, 'dead', { ...ownIdentity(), started: '1' }), { globs: ['out'], paths: [] })
    claimPaths(second, { globs: ['out'], paths: [] })
    expect(readdirSync(undo).toSorted()).toEqual(['dead', 'one', 'two'])
  })

  test('the lock of a process that died in the middle is taken over', () => {
    const undo = join(project(), 'undo')
    const folder = journal(undo, 'one')
    writeFileSync(join(undo, 'claims.lock'), JSON.stringify({ ...ownIdentity(), started: '1' }))
    claimPaths(folder, { globs: [], paths: ['a'] })
    expect(readdirSync(undo)).toEqual(['one'])
  })
})

describe('isAlive', () => {
  test('this process, and not one that had its pid before', () => {
    expect(isAlive(ownIdentity())).toBe(true)
    expect(isAlive({ ...ownIdentity(), started: undefined })).toBe(true)
    expect(isAlive({ pid: 2 ** 22 + 1 })).toBe(false)
  })

  test.runIf(process.platform === 'linux')('a pid with another start time is somebody else', () => {
    expect(isAlive({ pid: process.pid, started: '1' })).toBe(false)
  })
})

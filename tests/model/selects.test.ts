import { describe, expect, test } from 'vitest'
import { selects } from '../../src/model/selects.ts'
import type { Selector, Subject } from '../../src/model/subject.ts'

const parses: Subject = { kind: 'test', name: 'api > GET /users', file: 'tests/unit/api.test.ts', tags: ['slow'] }

describe('selects', () => {
  test.each<[Selector, Subject, boolean]>([
    [{ kind: 'run' }, { kind: 'run', name: 'run' }, true],
    [{ kind: 'run' }, parses, false],
    [{ kind: 'test' }, parses, true],
    [{ kind: 'test' }, { kind: 'file', name: 'tests/unit/api.test.ts' }, false],
    [{ kind: 'test', name: 'api > GET /users' }, parses, true],
    [{ kind: 'test', name: '*users' }, parses, true],
    [{ kind: 'test', name: 'api > *' }, parses, true],
    [{ kind: 'test', name: 'users' }, parses, false],
    [{ kind: 'test', name: 'adds (1 + [2])' }, { kind: 'test', name: 'adds (1 + [2])' }, true],
    [{ kind: 'test', name: 'adds (1 + [2]) *' }, { kind: 'test', name: 'adds (1 + [2]) twice' }, true],
    [{ kind: 'test', name: 'is {a}? *' }, { kind: 'test', name: 'is {a}? yes' }, true],
    [{ kind: 'test', name: 'is a? *' }, { kind: 'test', name: 'is ab yes' }, false],
    [{ kind: 'test', name: '**users' }, parses, true],
    [{ kind: 'test', name: '*' }, { kind: 'test', name: '' }, true],
    [{ kind: 'test', name: 'two*lines' }, { kind: 'test', name: 'two\nlines' }, true],
    [{ kind: 'test', file: 'tests/unit/**' }, parses, true],
    [{ kind: 'test', file: 'tests/*' }, parses, false],
    [{ kind: 'test', file: 'tests/**' }, { kind: 'test', name: 'of no file' }, false],
    [{ kind: 'test', tag: 'slow' }, parses, true],
    [{ kind: 'test', tag: 'fast' }, parses, false],
    [{ kind: 'test', tag: 'slow' }, { kind: 'test', name: 'without tags' }, false],
    [{ kind: 'test', name: '*users', file: 'tests/e2e/**' }, parses, false],
    [{ kind: 'file', name: 'tests/**' }, { kind: 'file', name: 'tests/.hidden/a.test.ts' }, true],
    [{ kind: 'file', name: 'tests/**' }, { kind: 'file', name: 'src/a.test.ts' }, false],
    [{ kind: 'file', name: '' }, { kind: 'file', name: 'src/a.test.ts' }, false],
    [{ kind: 'artifact', name: 'dist/[a].js' }, { kind: 'artifact', name: 'dist/[a].js' }, true],
    [{ kind: 'artifact', name: 'dist/**' }, { kind: 'artifact', name: 'dist/*.js' }, false],
    [{ kind: 'command', name: 'build:*' }, { kind: 'command', name: 'build:first' }, false],
    [{ kind: 'command', name: 'build:first' }, { kind: 'command', name: 'build:first' }, true],
    [{ kind: 'command', name: 'build' }, { kind: 'measure', name: 'build' }, false],
  ])('%j of %j: %j', (selector, subject, expected) => {
    expect(selects(selector)(subject)).toBe(expected)
  })
})

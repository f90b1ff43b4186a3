import fc from 'fast-check'
import { expect, test } from 'vitest'
import { profileName } from '../../src/profile/profile-name.ts'

test.each([
  [{ kind: 'command', name: 'build:first' }, /^command-build-first-[0-9a-f]{16}$/],
  [{ kind: 'test', name: 'a > b/c\\d', file: 'x.test.ts' }, /^test-a-b-c-d-[0-9a-f]{16}$/],
  [{ kind: 'measure', name: '🚀 héllo' }, /^measure-he-llo-[0-9a-f]{16}$/],
  [{ kind: 'measure', name: '../../etc/passwd' }, /^measure-etc-passwd-[0-9a-f]{16}$/],
  [{ kind: 'measure', name: 'x'.repeat(10_000) }, /^measure-x{52}-[0-9a-f]{16}$/],
] as const)('%o', (subject, name) => {
  expect(profileName(subject)).toMatch(name)
})

test('is the same for the same subject, another for another, and always safe', () => {
  const name = fc.string({ unit: 'binary', maxLength: 300 })
  fc.assert(
    fc.property(name, name, (one, other) => {
      const [first, second] = [profileName({ kind: 'test', name: one }), profileName({ kind: 'test', name: other })]
      expect(first === second).toBe(one === other)
      expect(first).toMatch(/^[a-z0-9-]{1,90}$/)
    }),
  )
})

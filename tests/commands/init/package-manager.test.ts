import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { execCommand, installCommand, packageManager } from '../../../src/commands/init/package-manager.ts'
import { folderWith } from '../test-world.ts'

test.each([
  ['package-lock.json', 'npm', 'npm install --save-dev a b', 'npx slo run'],
  ['pnpm-lock.yaml', 'pnpm', 'pnpm add -D a b', 'pnpm exec slo run'],
  ['yarn.lock', 'yarn', 'yarn add -D a b', 'yarn slo run'],
  ['bun.lock', 'bun', 'bun add -D a b', 'bunx slo run'],
])('%s is of %s', (file, manager, install, exec) => {
  const root = folderWith({ [file]: '' })
  mkdirSync(join(root, 'packages/a'), { recursive: true })
  const found = packageManager(join(root, 'packages/a'))
  expect([found, installCommand(found, ['a', 'b']), execCommand(found, 'slo run')]).toEqual([manager, install, exec])
})

test('without a lock file it is npm', () => {
  expect(packageManager(folderWith({}))).toBe('npm')
})

import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commitRange } from '../../../src/commands/bisect/commit-range.ts'
import { folderWith } from '../test-world.ts'

test('the first parents between two revisions, the oldest first', async () => {
  const folder = folderWith({})
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=a@b', ...args], { cwd: folder, encoding: 'utf8' }) // prettier-ignore
  const commit = (name: string) => git('commit', '--quiet', '--allow-empty', '--message', `${name}\n\nand more`)
  git('init', '--quiet', '--initial-branch=main')
  for (const name of ['one', 'two']) commit(name)
  git('checkout', '--quiet', '-b', 'topic')
  commit('aside')
  git('checkout', '--quiet', 'main')
  commit('three')
  git('merge', '--quiet', '--no-ff', '--message', 'four', 'topic')
  const { good, commits } = await commitRange(folder, { good: 'main~3', bad: 'main' })
  expect(good).toMatchObject({ subject: 'one', author: 'Ada', id: expect.stringMatching(/^[\da-f]{40}$/) })
  expect(commits.map(({ subject }) => subject)).toEqual(['two', 'three', 'four'])
  await expect(commitRange(folder, { good: 'main', bad: 'main~1' })).rejects.toThrow('main is not before main~1')
  await expect(commitRange(folder, { good: 'main', bad: 'main' })).rejects.toThrow('is not before')
  await expect(commitRange(folder, { good: 'nowhere', bad: 'main' })).rejects.toThrow('nowhere is no revision')
})

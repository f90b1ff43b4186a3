import { expect, test } from 'vitest'
import { safeCommandLine } from '../../src/model/safe-command-line.ts'

test.each([
  [['node', 'hog.mjs', '--size', '2GiB'], 'node hog.mjs --size 2GiB'],
  [['sh', '-c', 'node a.js\n  && node b.js'], 'sh -c node a.js && node b.js'],
  [['tool', '--token', 'abc123'], 'tool --token ***'],
  [['tool', '--token', '--verbose'], 'tool --token --verbose'],
  [['tool', '--api-key=abc123', 'x'], 'tool --api-key=*** x'],
  [['env', 'DB_PASSWORD=hunter2', 'node'], 'env DB_PASSWORD=*** node'],
  [['sh', '-c', 'MY_SECRET="two words" node a.js'], 'sh -c MY_SECRET=*** node a.js'],
  [['curl', '-H', 'Authorization: Bearer abc.def'], 'curl -H Authorization: ***'],
  [['psql', 'postgres://ann:pw@db/x'], 'psql postgres://***@db/x'],
  [['git', 'clone', 'https://ghp_abcdefghijklmnop1234@x.y/z'], 'git clone https://***@x.y/z'],
  [['login', 'ghp_abcdefghijklmnop1234'], 'login ***'],
  [['run', 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0'], 'run ***'],
  [['node', '/srv/app/node_modules/.pnpm/package-with-a-very-long-name-indeed1/index.js'], 'node /srv/app/node_modules/.pnpm/package-with-a-very-long-name-indeed1/index.js'], // prettier-ignore
  [[], ''],
])('%j', (words, expected) => {
  expect(safeCommandLine(words)).toBe(expected)
})

test('a long line keeps both ends', () => {
  const line = safeCommandLine(['node', '-e', 'x '.repeat(200), 'the-end.js'])
  expect(line).toHaveLength(120)
  expect(line).toMatch(/^node -e x x .* … .*the-end\.js$/)
})

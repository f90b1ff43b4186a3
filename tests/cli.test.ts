import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const jiti = fileURLToPath(new URL('../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url))
const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))

function run(...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [jiti, cli, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], JITI_FS_CACHE: 'false' },
  })
}

test('the door sets the exit code of the process', { timeout: 60_000 }, () => {
  expect(run('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/), stderr: '' })
  expect(run('nonsense')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining("unknown command 'nonsense'") })
})

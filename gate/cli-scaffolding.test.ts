import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, slo, test } from 'vitest-slo/test'

const root = join(import.meta.dirname, '..')

test('makes an empty Vitest project ready for its first gated run', async () => {
  const run = await slo.command('cli:scaffold', {
    run: ['node', 'dist/cli.js', 'init'],
    cwd: () => emptyProject(slo.tmpdir()),
    samples: 10,
    warmup: 1,
    verify: ({ dir, stdout }) => {
      const read = (file: string) => readFileSync(join(dir, file), 'utf8')
      expect(read('vitest.config.ts')).toMatch(/import slo from 'vitest-slo'[^]*plugins: \[slo\(\)\]/)
      expect(read('slo.config.ts')).toMatch(/export default/)
      expect(read('.gitignore')).toMatch(/\.slo/)
      expect(stdout).toContain('slo.config.ts')
    },
  })
  expect(run).toMeetSlo('cli-scaffolding')
})

/** What stands in a folder after `npm install --save-dev vitest vitest-slo` and the first page of Vitest's guide. */
function emptyProject(dir: string): string {
  mkdirSync(join(dir, 'tests'))
  mkdirSync(join(dir, 'node_modules'))
  symlinkSync(join(root, 'node_modules/vitest'), join(dir, 'node_modules/vitest'), 'junction')
  symlinkSync(root, join(dir, 'node_modules/vitest-slo'), 'junction')
  writeFileSync(join(dir, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n')
  writeFileSync(join(dir, '.gitignore'), 'node_modules\n')
  writeFileSync(
    join(dir, 'vitest.config.ts'),
    "import { defineConfig } from 'vitest/config'\n\nexport default defineConfig({\n  test: {},\n})\n",
  )
  writeFileSync(
    join(dir, 'tests/sum.test.ts'),
    "import { expect, test } from 'vitest'\n\ntest('adds', () => expect(1 + 2).toBe(3))\n",
  )
  return dir
}

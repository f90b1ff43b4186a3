import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { consumer, describeVitest, majors, project, runSlo, runVitest } from '../support/consumer.ts'
import { run } from '../support/run.ts'

const root = join(import.meta.dirname, '../..')

for (const major of majors) {
  describeVitest(major, 'the packed package', () => {
    test('lives outside the repository, so that nothing of it leaks in', () => {
      const { dir } = consumer(major)
      expect(relative(root, realpathSync(dir))).toMatch(/^\.\./)
      expect(existsSync(join(dir, 'node_modules/vitest-slo/src'))).toBe(false)
      expect(existsSync(join(dir, 'node_modules/vitest-slo/dist/.tsbuildinfo'))).toBe(false)
    })

    test('stands beside the Vitest that it is meant for', () => {
      const { version } = JSON.parse(readFileSync(join(consumer(major).dir, 'node_modules/vitest/package.json'), 'utf8')) as {
        version: string
      }
      expect(version.split('.', 1)).toEqual([`${major}`])
    })

    test.each(['vitest-slo', 'vitest-slo/config', 'vitest-slo/report.schema.json'])('can be imported: %s', async (door) => {
      const dir = project({}, { major })
      const { node, env } = consumer(major)
      const code = `const door = await import('${door}'${door.endsWith('json') ? `, { with: { type: 'json' } }` : ''}); console.log(typeof door)`
      const ended = await run({ command: node, args: ['--input-type=module', '-e', code], cwd: dir, env })
      expect(ended).toMatchObject({ exitCode: 0, stdout: 'object\n' })
    })

    test('holds every file that package.json promises', () => {
      const folder = join(consumer(major).dir, 'node_modules/vitest-slo')
      const { exports: doors, bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
        string,
        Record<string, unknown>
      >
      const promised = [...Object.values(doors!), ...Object.values(bin!)].flatMap((door) =>
        typeof door === 'string' ? [door] : Object.values(door as object),
      )
      expect(promised.filter((file) => !existsSync(join(folder, file as string)))).toEqual([])
    })

    test('lets a passing and a failing test be what they are', async () => {
      const file = (expected: number): string =>
        `import { expect, test } from 'vitest'\ntest('adds', () => expect(1 + 1).toBe(${expected}))`
      const good = await runVitest(project({ 'a.test.js': file(2) }, { major }), [], { major })
      expect(good.exitCode).toBe(0)
      const bad = await runVitest(project({ 'a.test.js': file(3) }, { major }), [], { major })
      expect(bad.exitCode).toBe(1)
    })

    test('has an executable command line', async () => {
      const { exitCode, stdout } = await runSlo(project({}, { major }), ['--help'], { major })
      expect(exitCode).toBe(0)
      expect(stdout).toContain('Usage: slo')
    })
  })
}

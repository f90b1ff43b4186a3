import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findObjective } from '../../src/commands/baseline/objective-text.ts'
import { unifiedDiff } from '../../src/commands/baseline/unified-diff.ts'
import { openHistory } from '../../src/history/open-history.ts'
import { head, point } from '../history/sample-history.ts'
import { folderWith, slo } from './test-world.ts'

const config = `import { defineConfig, relaxed, sli } from 'vitest-slo/config'
// slos: { build: { objective: '<= 1s' } }
export default defineConfig({
  slos: {
    ...relaxed(),
    // The first build.
    build: { sli: sli.command('build').duration, objective: '<= 15s' },
    'with-warning': { sli: sli.command('build').duration, objective: '<= 15s', warning: '<= 12s' },
  },
})
`

async function projectOf(runs: number): Promise<string> {
  const folder = folderWith({ 'slo.config.ts': config, 'package.json': '{"type":"module"}' })
  const store = await openHistory('file:.slo/history.db', folder)
  for (let number = 1; number <= runs; number++) {
    const value = 4000 + (number % 3)
    const verdicts = ['build', 'with-warning'].map((name) => ({ slo: name, status: 'met', measured: value }) as const)
    await store.append({ head: head(number, { branch: 'main' }), points: [point('build', value)], verdicts, report: '{}' })
  }
  await store.close()
  return folder
}

describe('slo baseline tighten', () => {
  test('prints a difference of the config, and writes it only when asked', async () => {
    const folder = await projectOf(24)
    const { exitCode, stdout, stderr } = await slo(folder, ['baseline', 'tighten'])
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^build: <= 5\.1s instead of <= 15s; 95 % of the last 24 runs kept 4s\nwith-warning: .*by hand\n$/)]) // prettier-ignore
    expect(`\n${stdout}`).toMatchInlineSnapshot(`
      "
      --- a/slo.config.ts
      +++ b/slo.config.ts
      @@ -4,7 +4,7 @@
         slos: {
           ...relaxed(),
           // The first build.
      -    build: { sli: sli.command('build').duration, objective: '<= 15s' },
      +    build: { sli: sli.command('build').duration, objective: '<= 5.1s' },
           'with-warning': { sli: sli.command('build').duration, objective: '<= 15s', warning: '<= 12s' },
         },
       })
      "
    `)
    expect(readFileSync(join(folder, 'slo.config.ts'), 'utf8')).toBe(config)
    const written = await slo(folder, ['baseline', 'tighten', '--write', '--json'])
    expect(JSON.parse(written.stdout)).toMatchObject({ written: true, proposals: [{ slo: 'build', runs: 24, inFile: true }, { slo: 'with-warning', inFile: false }] }) // prettier-ignore
    expect(readFileSync(join(folder, 'slo.config.ts'), 'utf8')).toBe(
      config.replace("objective: '<= 15s' }", "objective: '<= 5.1s' }"),
    )
  })

  test('has nothing to say of few runs', async () => {
    const { stdout } = await slo(await projectOf(19), ['baseline', 'tighten'])
    expect(stdout).toBe('nothing to tighten: no objective lies far from what at least 20 good runs in a row have kept\n')
  })
})

test.each([
  ['build', '<= 15s'],
  ['with-warning', '<= 15s'],
  ['suite-duration', undefined],
])('finds the objective of %s: %s', (name, text) => {
  const place = findObjective(config, name)
  expect(place && config.slice(place.from, place.to)).toBe(text)
})

test.each([
  '',
  'slos: slos',
  'slos: { build',
  'slos: { build: preset }',
  'slos: { build: { objective } }',
  'slos: { build: { objective: `<= 1s` } }',
])('finds none in %j', (source) => {
  expect(findObjective(source, 'build')).toBeUndefined()
})

test('a difference joins what is near and parts what is not', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`)
  const text = (changes: Readonly<Record<number, string>>) => lines.map((line, i) => changes[i] ?? line).join('\n')
  expect(unifiedDiff('a', text({}), text({}))).toBe('')
  const diff = unifiedDiff('a', text({}), text({ 0: 'A', 5: 'B', 29: 'C' }))
  expect(diff.match(/^@@ .*$/gm)).toEqual(['@@ -1,9 +1,9 @@', '@@ -27,4 +27,4 @@'])
})

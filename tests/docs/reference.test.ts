import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apiOf } from '../../site/generate/api-page.ts'
import { configKeys } from '../../site/generate/config-keys.ts'
import { meaningOf } from '../../site/generate/config-tables.ts'
import { readTypes } from '../../site/generate/types-of.ts'
import { metricsOf } from '../../src/model/metric.ts'
import type { SubjectKind } from '../../src/model/metric.ts'
import { folderWith, slo } from '../commands/test-world.ts'
import { repository } from '../support/doc-pages.ts'

const types = readTypes(repository)
const blocks = configKeys(types)

/** The table under the heading of a kind of subject in docs/metrics.md: its rows by metric. */
function tableOf(kind: string): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(join(repository, 'docs/metrics.md'), 'utf8')
  const [, text = ''] = page.split(new RegExp(`\n## \`sli\\.${kind}\\b.*\n`))
  const rows = text
    .split('\n## ', 1)[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const cells = rows.map((row) => row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim())) // prettier-ignore
  return new Map(cells.map(([name = '', ...others]) => [name.replaceAll('`', ''), others]))
}

test.each(Object.keys(metricsOf) as SubjectKind[])('docs/metrics.md has every metric of %s, with its dimension', (kind) => {
  const table = tableOf(kind)
  const dimensions = [...table].map(([metric, [dimension]]) => [metric, dimension])
  expect(Object.fromEntries(dimensions)).toEqual(metricsOf[kind])
  for (const [metric, [, source, exact, where]] of table) {
    expect(source, metric).not.toBe('')
    expect(
      [exact, where].every((cell) => cell !== ''),
      metric,
    ).toBe(true)
  }
})

test('every key of slo.config.ts says what it is for', () => {
  const keys = blocks.flatMap(({ path, keys: own }) => own.map((key) => ({ place: `${path}.${key.name}`, meaning: meaningOf(key, blocks) }))) // prettier-ignore
  const said = new Set(keys.filter(({ meaning }) => meaning !== '').map(({ place }) => place))
  const silent = keys.map(({ place }) => place).filter((place) => !said.has(place))
  expect(silent).toEqual([])
  expect(keys.length).toBeGreaterThan(90)
})

test('the keys of the tables are those that the file is checked against', async () => {
  const keysAt = (path: string) => [...new Set(blocks.filter((block) => block.path === path).flatMap(({ keys }) => keys.map(({ name }) => name)))].toSorted() // prettier-ignore
  const known = async (text: string) => {
    const { stdout } = await slo(folderWith({ 'slo.config.mjs': `export default { ${text} }` }), ['validate', '--json'])
    const { error } = JSON.parse(stdout) as { readonly error: { readonly faults: readonly { readonly path: string; readonly came?: string; readonly message?: string }[] } } // prettier-ignore
    return JSON.stringify(error.faults)
  }
  for (const [path, wrap] of Object.entries(places)) {
    for (const key of keysAt(path)) expect(await known(wrap(`${key}: Symbol.iterator`)), `${path}.${key}`).not.toContain('there is no such key') // prettier-ignore
    expect(await known(wrap('nonsense: 1'))).toContain('nonsense')
  }
})

const places: Readonly<Record<string, (keys: string) => string>> = {
  '': (keys) => keys,
  'slos.<name>': (keys) => `slos: { a: { ${keys} } }`,
  'slos.<name>.baseline': (keys) => `slos: { a: { baseline: { ${keys} } } }`,
  'slos.<name>.waiver': (keys) => `slos: { a: { waiver: { ${keys} } } }`,
  'probes.<name>': (keys) => `probes: { a: { ${keys} } }`,
  'probes.<name>.prepare': (keys) => `probes: { a: { prepare: { ${keys} } } }`,
  monitoring: (keys) => `monitoring: { ${keys} }`,
  limits: (keys) => `limits: { ${keys} }`,
  profiling: (keys) => `profiling: { ${keys} }`,
  reports: (keys) => `reports: { ${keys} }`,
  history: (keys) => `history: { ${keys} }`,
  shards: (keys) => `shards: { ${keys} }`,
  alerts: (keys) => `alerts: { ${keys} }`,
}

test('everything that can be imported is in the API reference, and says what it is for', () => {
  const api = apiOf(types)
  expect([...api.keys()]).toEqual(['vitest-slo', 'vitest-slo/config', 'vitest-slo/test'])
  const own = [...api].flatMap(([door, entries]) => entries.filter(({ isForeign }) => !isForeign).map((entry) => ({ door, ...entry }))) // prettier-ignore
  expect(own.filter(({ doc }) => doc === '').map(({ door, name }) => `${door} ${name}`)).toEqual([])
  expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining(['slo', 'defineConfig', 'sli', 'SloApi', 'Register']))
})

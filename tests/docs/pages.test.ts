import { expect, test } from 'vitest'
import { commandPage, commandsOf } from '../../site/generate/command-page.ts'
import { configTables } from '../../site/generate/config-tables.ts'
import { piecesOf } from '../../site/generate/markdown.ts'
import { navigation } from '../../site/generate/navigation.ts'
import { stagePage } from '../../site/generate/stage-page.ts'

const pages = new Map([
  ['README.md', 'overview'],
  ['docs/ci.md', 'ci'],
  ['examples/generator/README.md', 'example-generator'],
])

test.each([
  ['a page beside it', 'docs/reports.md', '[In CI](ci.md#gitlab)', '[In CI](ci.md#gitlab)'],
  ['a page from above', 'README.md', '[In CI](docs/ci.md)', '[In CI](ci.md)'],
  ['a folder with a page', 'docs/reports.md', '[it](../examples/generator)', '[it](example-generator.md)'],
  ['an image', 'README.md', '![a](docs/images/a.webp)', '![a](/images/a.webp)'],
  ['a file that is no page', 'docs/reports.md', 'see [`src/a.ts`](../src/a.ts)', 'see `src/a.ts`'],
  [
    'an address, and a place on the page itself',
    'README.md',
    '[a](https://example.com) [b](#c)',
    '[a](https://example.com) [b](#c)',
  ],
  [
    'what only looks like a link',
    'README.md',
    '`[a](docs/ci.md)`\n```md\n[a](docs/ci.md)\n```\n',
    '`[a](docs/ci.md)`\n```md\n[a](docs/ci.md)\n```\n',
  ],
  ['a comment', 'README.md', 'a\n<!-- b -->\nc `<!-- d -->`', 'a\nc `<!-- d -->`'],
])('a page of the site keeps %s', (_, path, text, staged) => {
  expect(stagePage({ path, text }, pages)).toBe(staged)
})

test('fences are cut out whole, with their line and language', () => {
  expect(piecesOf('a\n````md\n```\nb\n```\n````\nc\n')).toEqual([
    { kind: 'text', text: 'a\n', line: 1, language: '' },
    { kind: 'fence', text: '````md\n```\nb\n```\n````\n', line: 2, language: 'md' },
    { kind: 'text', text: 'c\n', line: 7, language: '' },
  ])
})

test('a page that no section names is in the menu too', () => {
  const titles = new Map([['ci', 'In CI'], ['new-topic', 'A new topic']]) // prettier-ignore
  expect(navigation(titles)).toEqual([
    { text: 'Tell', items: [{ text: 'In CI', link: '/ci' }] },
    { text: 'More', items: [{ text: 'A new topic', link: '/new-topic' }] },
  ])
})

test('keys are told with their values, blocks by a link', () => {
  const key = { optional: true, doc: '', kinds: [] }
  const blocks = [
    { path: '', type: 'ConfigInput', doc: 'All of it.', keys: [{ ...key, name: 'slos', optional: false, type: 'SloInputs<M>', block: 'SloInput' }, { ...key, name: 'history', type: 'HistoryInput | false', block: 'HistoryInput' }] }, // prettier-ignore
    { path: 'slos.<name>', type: 'SloInput', doc: 'A promise.', keys: [{ ...key, name: 'objective', optional: false, type: 'ObjectiveInput<NoInfer<D>>', doc: 'a | b' }] }, // prettier-ignore
    { path: 'history', type: 'HistoryInput', doc: 'The past.', keys: [{ ...key, name: 'keep', type: "number | QuantityText<'time'>", doc: 'How many.', kinds: ['file'] }] }, // prettier-ignore
  ]
  expect(configTables(blocks)).toBe(`### The whole file

All of it.

| key | value | meaning |
| --- | --- | --- |
| \`slos\` * | [slos.‹name›](#slosname), by name | A promise. |
| \`history\` | [history](#history) or \`false\` | The past. |

### slos.‹name›

A promise.

| key | value | meaning |
| --- | --- | --- |
| \`objective\` * | \`objective\` | a \\| b |

### history

The past.

| key | value | meaning |
| --- | --- | --- |
| \`keep\` | \`number \\| time\` | (file) How many. |`)
})

test('every command and every option of the program is on its page', () => {
  const page = commandPage()
  for (const { name, command } of commandsOf()) {
    const [, own = ''] = page.split(`\n## slo ${name}\n`)
    const section = own.split('\n## ', 1)[0]!
    for (const { flags, description } of command.options) {
      expect(section, name).toContain(`| \`${flags.replaceAll('|', '\\|')}\` |`)
      expect(description, `slo ${name} ${flags}`).not.toBe('')
    }
  }
})

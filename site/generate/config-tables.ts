import type { ConfigBlock, ConfigKey } from './config-keys.ts'
import { grouped } from './grouped.ts'

/** The tables of all keys of slo.config.ts: a heading for each object that the file may hold. */
export function configTables(blocks: readonly ConfigBlock[]): string {
  const byPath = [...grouped(blocks, ({ path }) => path)]
  return byPath.map(([path, same]) => tableOf(path, merged(same), blocks)).join('\n\n')
}

/** Of several types at one place, such as those that a union consists of, the keys of all; what the first says of a key holds. */
function merged(same: readonly ConfigBlock[]): ConfigBlock {
  const keys = new Map(same.toReversed().flatMap((block) => block.keys.map((key) => [key.name, key])))
  const order = [...new Set(same.flatMap((block) => block.keys.map(({ name }) => name)))]
  return { ...same[0]!, doc: same.find(({ doc }) => doc !== '')?.doc ?? '', keys: order.map((name) => keys.get(name)!) }
}

function tableOf(path: string, { doc, keys }: ConfigBlock, blocks: readonly ConfigBlock[]): string {
  const rows = keys.map((key) =>
    row([`\`${key.name}\`${key.optional ? '' : ' *'}`, valueOf(key, blocks), meaningOf(key, blocks)]),
  )
  return [`### ${path === '' ? 'The whole file' : path.replaceAll('<name>', '‹name›')}`, '', doc, '', row(['key', 'value', 'meaning']), row(['---', '---', '---']), ...rows].join('\n') // prettier-ignore
}

/** What a key means; where only its block says so, what that says. */
export function meaningOf({ doc, block, kinds }: ConfigKey, blocks: readonly ConfigBlock[]): string {
  const said = doc === '' ? (blocks.find(({ type }) => type === block)?.doc ?? '') : doc
  return kinds.length === 0 ? said : `(${kinds.join(', ')}) ${said}`.trim()
}

function valueOf({ type, block }: ConfigKey, blocks: readonly ConfigBlock[]): string {
  const { path } = blocks.find((one) => one.type === block) ?? {}
  if (path === undefined) return code(shortened(type))
  const link = `[${path.replaceAll('<name>', '‹name›')}](#${path.toLowerCase().replaceAll(/[^a-z-]/g, '')})`
  if (/^Readonly<Record|^SloInputs|^\{ \[K/.test(type)) return `${link}, by name`
  if (type.startsWith('list of ')) return `list of ${link}`
  const plain = /LimitInput<'([a-z-]+)'>/.exec(type)?.[1]
  if (plain !== undefined) return `${code(plain)} or ${link}`
  return type.endsWith('| false') ? `${link} or ${code('false')}` : link
}

const quantities: readonly (readonly [RegExp, string])[] = [
  [/(?:NoInfer<)?ObjectiveInput<[^|]*>+/g, 'objective'],
  [/QuantityText<'([a-z-]+)'>/g, '$1'],
  [/QuantityText<[^>]*>|LimitQuantity<[^>]*>/g, 'quantity'],
  [/Readonly<Record<string, string>>/g, '{ NAME: string }'],
  [/Sli<[^>]*>/g, 'SLI'],
  [/\bRunText\b/g, 'string | [program, ...arguments]'],
  [/`([^`]*)`/g, "'$1'"],
]

function shortened(type: string): string {
  return quantities.reduce((text, [pattern, short]) => text.replaceAll(pattern, short), type)
}

function code(text: string): string {
  const words = /^list of (.*)$/.exec(text)?.[1]
  return words === undefined ? `\`${text}\`` : `list of \`${words}\``
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

import ts from 'typescript'
import { docOf, doors, written } from './types-of.ts'
import type { Types } from './types-of.ts'

/** What a door exports under a name. */
export interface ApiEntry {
  readonly name: string
  readonly doc: string
  /** As a user would declare it, without its body. */
  readonly text: string
  readonly members: readonly { readonly name: string; readonly type: string; readonly doc: string }[]
  /** True for what Vitest exports and a door passes on. */
  readonly isForeign: boolean
}

/** What the doors export, by door, in the order of the alphabet. */
export function apiOf(types: Types): ReadonlyMap<string, readonly ApiEntry[]> {
  const entries = Object.entries(doors).map(([door, file]) => {
    const source = types.program.getSourceFiles().find(({ fileName }) => fileName.endsWith(`/${file}`))
    const symbol = source && types.checker.getSymbolAtLocation(source)
    if (symbol === undefined) throw new Error(`the compiler found no exports in ${file}`)
    const exported = types.checker.getExportsOfModule(symbol).map((one) => entryOf(one, types))
    return [door, exported.toSorted((one, other) => one.name.localeCompare(other.name))] as const
  })
  return new Map(entries)
}

/** The page of everything that can be imported, made from the doc comments of the sources. */
export function apiPage(types: Types): string {
  const intro = '# API reference\n\nMade from the doc comments of the sources, which an editor shows as well.\n'
  return [intro, ...[...apiOf(types)].map(([door, entries]) => doorText(door, entries))].join('\n')
}

function entryOf(exported: ts.Symbol, types: Types): ApiEntry {
  const symbol = (exported.flags & ts.SymbolFlags.Alias) !== 0 ? types.checker.getAliasedSymbol(exported) : exported
  const declared = symbol.declarations?.[0]
  if (declared === undefined) throw new Error(`${exported.name} is declared nowhere`)
  const isForeign = declared.getSourceFile().fileName.includes('/node_modules/')
  const entry = { name: exported.name === 'default' ? symbol.name : exported.name, doc: docOf(symbol, types), isForeign }
  return isForeign ? { ...entry, text: '', members: [] } : { ...entry, ...shape(declared, types) }
}

function shape(declared: ts.Declaration, types: Types): Pick<ApiEntry, 'text' | 'members'> {
  if (ts.isInterfaceDeclaration(declared)) return { text: heading(declared), members: membersOf(declared, types) }
  if (ts.isFunctionDeclaration(declared)) return { text: functionText(declared), members: [] }
  if (ts.isVariableDeclaration(declared)) return variable(declared, types)
  return {
    text: declared
      .getText()
      .replaceAll(/\/\*\*.*?\*\/\s*/gs, '')
      .replace(/^export /, ''),
    members: [],
  }
}

function heading({ name, typeParameters, heritageClauses }: ts.InterfaceDeclaration): string {
  const parameters = typeParameters === undefined ? '' : `<${typeParameters.map(written).join(', ')}>`
  return `interface ${name.text}${parameters}${(heritageClauses ?? []).map((clause) => ` ${written(clause)}`).join('')}`
}

function functionText({ name, typeParameters, parameters, type }: ts.FunctionDeclaration): string {
  const generic = typeParameters === undefined ? '' : `<${typeParameters.map(written).join(', ')}>`
  return `function ${name?.text}${generic}(${parameters.map(written).join(', ')})${type === undefined ? '' : `: ${written(type)}`}`
}

function variable(declared: ts.VariableDeclaration, types: Types): Pick<ApiEntry, 'text' | 'members'> {
  const name = declared.name.getText()
  if (declared.type !== undefined) return { text: `const ${name}: ${written(declared.type)}`, members: [] }
  const type = types.checker.getTypeAtLocation(declared)
  const isPlain = type.getCallSignatures().length === 0
  return { text: `const ${name}`, members: isPlain ? type.getProperties().map((one) => memberOf(one, types, declared)) : [] }
}

function membersOf(declared: ts.InterfaceDeclaration, types: Types): ApiEntry['members'] {
  const properties = types.checker.getTypeAtLocation(declared).getProperties()
  return properties.filter(({ declarations }) => declarations?.[0]?.getSourceFile().fileName.includes('/node_modules/') !== true).map((one) => memberOf(one, types, declared)) // prettier-ignore
}

function memberOf(symbol: ts.Symbol, types: Types, place: ts.Node): ApiEntry['members'][number] {
  const node = symbol.declarations?.[0]
  const isWritten = node !== undefined && (ts.isPropertySignature(node) || ts.isMethodSignature(node)) && node.type !== undefined
  const type = isWritten && ts.isPropertySignature(node) ? written(node.type) : typeText(symbol, types, place)
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0
  return { name: `${symbol.name}${optional ? '?' : ''}`, type, doc: docOf(symbol, types) }
}

function typeText(symbol: ts.Symbol, { checker }: Types, place: ts.Node): string {
  return checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, place), place)
}

function doorText(door: string, entries: readonly ApiEntry[]): string {
  const own = entries.filter(({ isForeign }) => !isForeign)
  const foreign = entries.filter(({ isForeign }) => isForeign).map(({ name }) => `\`${name}\``)
  const passed = foreign.length === 0 ? '' : `As Vitest has them: ${foreign.join(', ')}.\n`
  return [`## ${door}\n`, passed, ...own.map(entryText)].join('\n')
}

function entryText({ name, doc, text, members }: ApiEntry): string {
  const rows = members.map((one) => `| \`${one.name}\` | ${code(one.type)} | ${one.doc.replaceAll('|', '\\|')} |`)
  const table = rows.length === 0 ? '' : `\n| | type | |\n|---|---|---|\n${rows.join('\n')}\n`
  return `### ${name}\n\n${doc}\n\n\`\`\`ts\n${text}\n\`\`\`\n${table}`
}

function code(text: string): string {
  const fence = text.includes('`') ? '`` ' : '`'
  return `${fence}${text.replaceAll('|', '\\|')}${fence.split('').toReversed().join('')}`
}

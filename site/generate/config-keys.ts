import { relative } from 'node:path'
import ts from 'typescript'
import { grouped } from './grouped.ts'
import { docOf, meaningOf, written } from './types-of.ts'
import type { Types } from './types-of.ts'

/** A key of slo.config.ts. */
export interface ConfigKey {
  readonly name: string
  readonly optional: boolean
  /** What it may be: `'fail' | 'warn'`, `QuantityText<'time'>`. */
  readonly type: string
  readonly doc: string
  /** Where the block is one of several kinds, the kinds that have this key. */
  readonly kinds: readonly string[]
  /** The block that its value is, by the name of its type; undefined for a plain value. */
  readonly block?: string
}

/** An object of slo.config.ts: one of the whole file, one for each kind of object in it. */
export interface ConfigBlock {
  /** Where it stands first: `slos.<name>.baseline`. Empty for the whole file. */
  readonly path: string
  /** The type behind it. */
  readonly type: string
  readonly doc: string
  readonly keys: readonly ConfigKey[]
}

/** The key that tells the kinds of a block apart. */
const discriminators = new Set(['kind', 'type'])

type Declared = ts.InterfaceDeclaration | ts.TypeAliasDeclaration

/** Every object that slo.config.ts may hold with all of its keys, as their types say; outer ones first. */
export function configKeys(types: Types): readonly ConfigBlock[] {
  const file = types.program.getSourceFiles().find(({ fileName }) => fileName.endsWith('src/declare/define-config.ts'))
  const start = file?.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'ConfigInput')
  if (start === undefined) throw new Error('src/declare/define-config.ts declares no ConfigInput')
  const waiting: { readonly path: string; readonly declared: Declared }[] = [{ path: '', declared: start as Declared }]
  const seen = new Set<ts.Node>([start])
  const blocks: ConfigBlock[] = []
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, declared } = next
    const members = membersOf(declared, types)
    const found = members.flatMap((member) => blocksIn(member.node, types).map((inner) => ({ member, inner })))
    for (const [inner, keys] of grouped(
      found,
      (one) => one.inner,
      ({ member }) => member,
    )) {
      if (seen.has(inner)) continue
      seen.add(inner)
      waiting.push({ path: placeOf(path, keys), declared: inner })
    }
    blocks.push(blockOf(path, declared, { types, members }))
  }
  return blocks.filter(({ keys }) => keys.length > 0)
}

/** Where a block stands: under the one key that holds it, or under each of several. */
function placeOf(parent: string, keys: readonly Member[]): string {
  const [only, ...others] = keys
  const last = others.some(({ name }) => name !== only!.name)
    ? ['<name>']
    : [only!.name, ...(holdsNames(only!.node) ? ['<name>'] : [])]
  return [parent, ...last].filter(Boolean).join('.')
}

interface Member {
  readonly name: string
  readonly symbol: ts.Symbol
  readonly node: ts.PropertySignature
  readonly kind?: string
}

function blockOf(
  path: string,
  declared: Declared,
  { types, members }: { types: Types; members: readonly Member[] },
): ConfigBlock {
  const symbol = meaningOf(declared.name, types)
  const byName = grouped(members, ({ name }) => name)
  const kinds = new Set(members.map(({ kind }) => kind)).size
  const keys = [...byName.values()]
    .map((same) => keyOf(same, types))
    .map((key) => (key.kinds.length === kinds ? { ...key, kinds: [] } : key))
  return { path, type: declared.name.text, doc: symbol === undefined ? '' : docOf(symbol, types), keys }
}

/** One key, of several kinds of the same block perhaps. */
function keyOf(same: readonly Member[], types: Types): ConfigKey {
  const told = same.map((member) => ({ ...member, text: member.node.type === undefined ? '' : typeText(member.node.type, types), doc: docOf(member.symbol, types) })) // prettier-ignore
  const kinds = told.flatMap(({ kind }) => (kind === undefined ? [] : [kind]))
  const docs = told.flatMap(({ doc, kind }) =>
    doc === ''
      ? []
      : [kind === undefined || same.length === 1 || discriminators.has(same[0]!.name) ? doc : `\`${kind}\`: ${doc}`],
  )
  return {
    name: told[0]!.name,
    optional: told.some(({ node }) => node.questionToken !== undefined),
    type: [...new Set(told.flatMap(({ text }) => text.split(' | ')))].join(' | '),
    doc: [...new Set(docs)].join(' '),
    kinds: [...new Set(kinds)],
    block: told.flatMap(({ node }) => blocksIn(node, types))[0]?.name.text,
  }
}

/** The properties of an interface with those that it inherits, or of all objects that a union consists of. */
function membersOf(declared: Declared, types: Types): readonly Member[] {
  const parts = ts.isInterfaceDeclaration(declared) ? [declared] : literalsIn(declared.type)
  return parts.flatMap((part) => {
    const members = types.checker.getTypeAtLocation(part).getProperties().flatMap(memberOf)
    const told = parts.length > 1 ? members.find(({ name }) => discriminators.has(name))?.node.type : undefined
    return told === undefined
      ? members
      : members.map((member) => ({ ...member, kind: typeText(told, types).replaceAll("'", '') }))
  })
}

/** `key?: never` says that a key is not there. */
function memberOf(symbol: ts.Symbol): readonly Member[] {
  const node = symbol.declarations?.[0]
  if (node === undefined || !ts.isPropertySignature(node) || node.type?.kind === ts.SyntaxKind.NeverKeyword) return []
  return [{ name: symbol.name, symbol, node }]
}

/** A choice of words is written out, whatever name it goes by. */
function typeText(node: ts.TypeNode, types: Types): string {
  if (ts.isTypeOperatorNode(node)) return typeText(node.type, types)
  if (ts.isArrayTypeNode(node)) return `list of ${typeText(node.elementType, types)}`
  const type = types.checker.getTypeAtLocation(node)
  const parts = type.isUnion() ? type.types : [type]
  const isWords = parts.every((part) => part.isStringLiteral())
  return isWords ? parts.map((part) => `'${part.value}'`).join(' | ') : written(node)
}

/** Object types that are written out in a type. */
function literalsIn(node: ts.Node): readonly ts.TypeLiteralNode[] {
  if (ts.isTypeLiteralNode(node)) return [node]
  return childrenOf(node).flatMap(literalsIn)
}

/** Declarations of the objects that the value of a key may be, in the order in which its type names them. */
function blocksIn(node: ts.Node, types: Types): readonly Declared[] {
  const own = ts.isTypeReferenceNode(node) ? declaredBlock(node.typeName, types) : []
  return [...own, ...childrenOf(node).flatMap((child) => blocksIn(child, types))]
}

/** A name of a type: the object behind it, or, of a union or a mapped type, those that it is made of. */
function declaredBlock(name: ts.EntityName, types: Types): readonly Declared[] {
  const declared = meaningOf(name, types)?.declarations?.[0]
  if (declared === undefined || !isConfiguration(declared, types)) return []
  if (ts.isInterfaceDeclaration(declared)) return [declared]
  if (!ts.isTypeAliasDeclaration(declared)) return []
  const parts = blocksIn(declared.type, types)
  return literalsIn(declared.type).length > 0 ? [declared, ...parts] : parts
}

function isConfiguration(node: ts.Node, { root }: Types): boolean {
  const file = relative(root, node.getSourceFile().fileName)
  return /^src[\\/](declare[\\/]|model[\\/]config\.ts$)/.test(file)
}

/** Whether a user chooses the keys of the value. */
function holdsNames(node: ts.PropertySignature): boolean {
  return node.type !== undefined && /\bRecord<string|\bSloInputs<|\[K in /.test(written(node.type))
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  return children
}

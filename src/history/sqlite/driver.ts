import { createRequire } from 'node:module'
import { SloError } from '../../model/fault.ts'

type Value = string | number | bigint | Uint8Array | null

/** The part of SQLite that both drivers have in common. Synchronous. */
export interface Database {
  readonly exec: (sql: string) => void
  readonly prepare: (sql: string) => Statement
  readonly close: () => void
}

export interface Statement {
  readonly run: (...values: readonly Value[]) => { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint }
  readonly get: (...values: readonly Value[]) => unknown
  readonly all: (...values: readonly Value[]) => unknown[]
}

type Open = new (path: string) => Database

/** Opens a database file: with the SQLite of Node from 22.13 on, with the prebuilt `libsql` before. Both write the same format. */
export function openDatabase(path: string): Database {
  const Driver = builtIn() ?? prebuilt()
  return new Driver(path)
}

function builtIn(): Open | undefined {
  if (typeof process.getBuiltinModule !== 'function') return undefined
  return quietly(() => {
    const found = process.getBuiltinModule('node:sqlite' as 'node:fs') as unknown as { DatabaseSync: Open } | undefined
    return found?.DatabaseSync
  })
}

/** Node says on first use that its SQLite is experimental: nothing that a user of ours can act on. */
function quietly<T>(load: () => T): T {
  const own = Object.getOwnPropertyDescriptor(process, 'emitWarning')
  Object.defineProperty(process, 'emitWarning', { configurable: true, writable: true, value: () => undefined })
  try {
    return load()
  } finally {
    if (own === undefined) Reflect.deleteProperty(process, 'emitWarning')
    else Object.defineProperty(process, 'emitWarning', own)
  }
}

function prebuilt(): Open {
  try {
    return createRequire(import.meta.url)('libsql') as Open
  } catch (error) {
    throw new SloError(`the history needs SQLite, which this Node does not have and libsql does not bring here (${firstLine(error)}): use Node 22.13 or newer, or history: { store: 'postgres://...' }`) // prettier-ignore
  }
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n', 1)[0] ?? ''
}

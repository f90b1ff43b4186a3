/** Where a history lies: a file below the root of the project, or a PostgreSQL server. */
export type StorePlace =
  | { readonly kind: 'file'; readonly path: string }
  /** `name` is the address without its password: for messages. */
  | { readonly kind: 'postgres'; readonly url: string; readonly name: string }

/** `file:.slo/history.db` or `postgres://user@host/database`; undefined where it is neither. */
export function parseStorePlace(text: string): StorePlace | undefined {
  if (text.startsWith('file:')) return text.length > 5 ? { kind: 'file', path: text.slice(5) } : undefined
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  url.password = ''
  url.search = ''
  return { kind: 'postgres', url: text, name: url.href }
}

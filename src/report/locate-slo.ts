/** A place in a source file; both count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Where an SLO is declared in the text of slo.config.ts: its first use as a key below `slos`; that key where a preset is spread into it. */
export function locateSlo(source: string, name: string): Place {
  return locateKey(source, /\bslos['"]?\s*:/, name)
}

/** Where a limit is declared, in the same way. */
export function locateLimit(source: string, name: string): Place {
  return locateKey(source, /\blimits['"]?\s*:/, name)
}

function locateKey(source: string, block: RegExp, name: string): Place {
  const from = Math.max(0, source.search(block))
  const quoted = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const key = new RegExp(String.raw`(?:(['"\`])${quoted}\1|(?<![\w$'"\`-])${quoted})\s*:`)
  const found = key.exec(source.slice(from))
  const before = source.slice(0, from + (found?.index ?? 0)).split('\n')
  return { line: before.length, column: (before.at(-1) as string).length + 1 }
}

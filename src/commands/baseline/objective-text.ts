import { closingBracket, splitArguments } from '../init/brackets.ts'
import { maskSource } from '../init/mask-source.ts'

/** A stretch of a source, from and to (without it). */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Where the text of an objective stands in the source of slo.config.ts, without its quotes: that of the SLO of this name under `slos`.
 * Undefined where it is not written there as a plain text, as that of a preset.
 */
export function findObjective(source: string, name: string): Stretch | undefined {
  const masked = maskSource(source)
  const slos = /\bslos\s*:\s*(?=\{)/.exec(masked)
  const block = slos === null ? undefined : valueOf({ source, masked }, slos.index + slos[0].length, name)
  const objective = block === undefined ? undefined : valueOf({ source, masked }, block, 'objective')
  if (objective === undefined) return undefined
  const text = /^(['"])([^'"\\\n]*)\1/.exec(source.slice(objective))
  return text === null ? undefined : { from: objective + 1, to: objective + 1 + (text[2] as string).length }
}

interface Source {
  readonly source: string
  readonly masked: string
}

/** Where the value of a key of the object that opens here starts. */
function valueOf({ source, masked }: Source, open: number, key: string): number | undefined {
  if (masked[open] !== '{' || closingBracket(masked, open) === undefined) return undefined
  for (const start of splitArguments(masked, open)) {
    const written = /^\s*(?:(['"])(.*?)\1|([\w$]+))\s*:\s*/s.exec(source.slice(start + blanks(masked, start)))
    if (written !== null && (written[2] ?? written[3]) === key) return start + blanks(masked, start) + written[0].length
  }
  return undefined
}

/** Comments before a key are blank in the masked source. */
function blanks(masked: string, start: number): number {
  return (/^\s*/.exec(masked.slice(start)) as RegExpExecArray)[0].length
}

import type { Fault } from '../model/fault.ts'
import { isStricter } from '../model/objective.ts'
import type { Objective } from '../model/objective.ts'
import { parseQuantity } from '../model/quantity.ts'
import { showValue } from '../model/show-value.ts'
import type { Dimension } from '../model/unit.ts'
import type { Finding } from './finding.ts'
import { valueAt } from './value-at.ts'

/** A block that stands in one of several layers, of which the last one wins as a whole. */
export interface PlacedBlock {
  readonly path: readonly string[]
  readonly block: unknown
}

/** The block that holds after all layers; undefined where none has it. */
export function lastBlock(plain: unknown, paths: readonly (readonly string[])[], key: string): PlacedBlock | undefined {
  const placed = paths.map((path) => ({ path: [...path, key], block: valueAt(plain, [...path, key]) }))
  return placed.findLast(({ block }) => block !== undefined)
}

export type ReadAmount =
  | { readonly ok: true; readonly value: number | undefined }
  | { readonly ok: false; readonly finding: Finding }

/** The smallest difference that counts, in the unit of the SLI; undefined where none is written. What is not text the schema finds. */
export function readMinDifference({ path, block }: PlacedBlock, dimension: Dimension): ReadAmount {
  const written = valueAt(block, ['minDifference'])
  if (typeof written !== 'string') return { ok: true, value: undefined }
  const parsed = parseQuantity(written, dimension)
  if (parsed.ok) return { ok: true, value: parsed.value }
  const { problem, expected, hint } = parsed.fault
  return { ok: false, finding: { code: problem, path: [...path, 'minDifference'], came: showValue(written), expected, hint } }
}

export type ReadCeiling =
  | { readonly ok: true; readonly ceiling: Objective | undefined }
  | { readonly ok: false; readonly finding: Finding }

/** The ceiling of a waiver as a bound like the objective, which must be looser. */
export function readCeiling({ path, block }: PlacedBlock, objective: Objective, dimension: Dimension): ReadCeiling {
  const written = valueAt(block, ['ceiling'])
  if (typeof written !== 'string') return { ok: true, ceiling: undefined }
  const place = [...path, 'ceiling']
  const parsed = parseQuantity(written, objective.statistic === 'count' ? 'count' : dimension)
  if (!parsed.ok) {
    const { problem, expected, hint } = parsed.fault
    return { ok: false, finding: { code: problem, path: place, came: showValue(written), expected, hint } }
  }
  const ceiling: Objective = { ...objective, threshold: parsed.value, written }
  return isStricter(objective, ceiling) ? { ok: true, ceiling } : { ok: false, finding: { path: place, ...notLooser(written, objective) } } // prettier-ignore
}

function notLooser(written: string, { op, written: bound }: Objective): Omit<Fault, 'path'> {
  return {
    code: 'out-of-range',
    came: showValue(written),
    expected: `a quantity beyond the objective ${op} ${bound}: up to where a violation is tolerated`,
  }
}

import type { Objective } from '../model/objective.ts'
import type { Baseline, Slo, Waiver } from '../model/slo.ts'
import type { Dimension } from '../model/unit.ts'
import { lastBlock, readCeiling, readMinDifference } from './read-held.ts'
import type { PlacedBlock } from './read-held.ts'
import { baselineSchema, waiverSchema } from './schema/baseline-schema.ts'

interface Bound {
  readonly dimension: Dimension
  readonly objective: Objective
}

/** The baseline and the waiver that hold after all layers of a file without faults. */
export function heldHere(
  plain: unknown,
  paths: readonly (readonly string[])[],
  { dimension, objective }: Bound,
): Pick<Slo, 'baseline' | 'waiver'> {
  const [baseline, waiver] = [lastBlock(plain, paths, 'baseline'), lastBlock(plain, paths, 'waiver')]
  return {
    baseline: baseline === undefined ? undefined : baselineOf(baseline, dimension),
    waiver: waiver === undefined ? undefined : waiverOf(waiver, { dimension, objective }),
  }
}

function baselineOf(placed: PlacedBlock, dimension: Dimension): Baseline | undefined {
  const checked = baselineSchema.parse(placed.block)
  if (checked === false) return undefined
  const least = readMinDifference(placed, dimension)
  const { against, maxRegression = 0.05, required = false } = checked
  return { against, maxRegression, minDifference: (least.ok ? least.value : undefined) ?? 0, required }
}

function waiverOf(placed: PlacedBlock, { dimension, objective }: Bound): Waiver | undefined {
  const read = readCeiling(placed, objective, dimension)
  const { reason, owner, expires } = waiverSchema.parse(placed.block)
  return read.ok && read.ceiling !== undefined ? { ceiling: read.ceiling, reason, owner, expires } : undefined
}

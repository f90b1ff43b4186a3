import type { Objective } from '../../model/objective.ts'
import type { Verdict } from '../../model/verdict.ts'

/** Pixels. */
export const plotHeight = 190

/** Where values and places lie on a plot: heights in pixels, widths as shares, so that text keeps its size on a phone. */
export interface PlotScale {
  readonly x: (place: number) => string
  readonly y: (value: number) => number
}

/** A scale that holds all values, with room above and below for labels, and `places` places from left to right. */
export function plotScale(values: readonly number[], places: number): PlotScale {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const spread = high - low || Math.abs(high) || 1
  return {
    x: (place) => `${round(3 + ((place + 0.5) / places) * 94)}%`,
    y: (value) => round(plotHeight * (0.84 - ((value - low) / spread) * 0.68)),
  }
}

/** The bounds that lie on the scale of single samples: one on a sum, a count or a spread does not. */
export function boundsOnScale({ slo: { objective, warning } }: Verdict): readonly Objective[] {
  if (['sum', 'count', 'stddev'].includes(objective.statistic)) return []
  return warning === undefined ? [objective] : [objective, warning]
}

function round(position: number): number {
  return Number(position.toFixed(2))
}

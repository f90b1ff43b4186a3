import { formatQuantity } from '../model/format-quantity.ts'
import type { Noise } from '../model/noise.ts'
import { comparedFigure } from './compared-figure.ts'
import { displayWidth, padTo } from './text/display-width.ts'
import { sanitize } from './text/sanitize.ts'

const columns = [10, 30, 50]

/** What can be found beside the noise of this machine: one line for each figure, the calmest first. */
export function renderNoise(found: readonly Noise[], noData: readonly string[]): string {
  const ranked = found.toSorted((a, b) => (a.spread ?? Infinity) - (b.spread ?? Infinity))
  const header = ['figure', 'median', 'a pair varies by', ...columns.map((pairs) => `${pairs} pairs find`), 'identical code is']
  const rows = [header, ...ranked.map(cellsOf)]
  const widths = header.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] as string))))
  const lines = rows.map((row) => ` ${row.map((cell, column) => padTo(cell, widths[column] as number)).join('  ').trimEnd()}`) // prettier-ignore
  const lacking = noData.map((name) => ` ? no data    ${sanitize(name)}: it measured nothing\n`).join('')
  return `\n${lines.join('\n')}\n${lacking}\n Found means in 95 of 100 comparisons (slo compare --pairs <n>).\n`
}

function cellsOf(noise: Noise): string[] {
  const { unit, median, spread, reach, verdict } = noise
  const figure = sanitize(comparedFigure(noise))
  const found = columns.map((pairs) => reach.findLast((one) => one.pairs <= pairs)?.change)
  const varies = spread === undefined ? 'unknown: a value of 0 has no ratio' : percent(Math.expm1(spread))
  return [figure, formatQuantity(median, unit), varies, ...found.map((change) => (change === undefined ? '' : atLeast(change))), verdict === 'inconclusive' ? 'undecided' : verdict] // prettier-ignore
}

function atLeast(change: number): string {
  return change === 0 ? 'any change' : `+${percent(change)}`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

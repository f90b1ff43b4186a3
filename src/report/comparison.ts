import type { Change, Comparison, GainBrought } from '../model/comparison.ts'
import { formatApart } from '../model/format-quantity.ts'
import { formatSubject } from '../model/subject.ts'
import { comparedFigure } from './compared-figure.ts'
import { sanitize } from './text/sanitize.ts'
import { displayWidth, padTo } from './text/display-width.ts'

const marks: Readonly<Record<Change, string>> = {
  worse: '✗ worse',
  better: '✓ better',
  same: '✓ same',
  inconclusive: '~ undecided',
}
const order: readonly Change[] = ['worse', 'inconclusive', 'better', 'same']

interface Names {
  readonly base: string
  readonly head: string
}

/**
 * The table of a comparison: base, head, change with its interval, verdict; the worst first, and a line that counts. `noData` are the
 * SLOs of which the two have no figure in common.
 */
export function renderComparison(compared: readonly Comparison[], noData: readonly string[], names: Names): string {
  const ranked = compared.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const rows = [['', 'figure', names.base, names.head, 'change', 'interval', 'pairs', ''], ...ranked.map(cellsOf)]
  const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] as string))))
  const lines = rows.map((row) => ` ${row.map((cell, column) => padTo(cell, widths[column] as number)).join('  ').trimEnd()}`) // prettier-ignore
  const counts = order.flatMap((verdict) => {
    const count = compared.filter((one) => one.verdict === verdict).length
    return count === 0 ? [] : [`${count} ${marks[verdict].slice(2)}`]
  })
  const lacking = noData.map((name) => ` ? no data    ${sanitize(name)}: no figure that both of them measure\n`).join('')
  return `\n${lines.join('\n')}\n${lacking}\n      compared  ${counts.join(' | ')} (${compared.length})\n${legend(compared)}`
}

function legend(compared: readonly Comparison[]): string {
  if (compared.every(({ statistic }) => statistic === undefined)) return ''
  const asked = compared.some(({ isBeside }) => isBeside)
    ? '; beside it what an objective is judged by, which is not waited for'
    : ''
  return `      in brackets what stands for the samples of a run: that whose pairs differ least${asked}\n`
}

function cellsOf(one: Comparison): string[] {
  const { unit, pairs, base, head, change, interval, verdict, reason } = one
  const [before, after] = base === head ? [formatApart(base, head, unit)[0], formatApart(base, head, unit)[0]] : formatApart(base, head, unit) // prettier-ignore
  const range = interval === undefined ? '' : `[${share(interval[0])}, ${share(interval[1])}]`
  const figure = sanitize(comparedFigure(one))
  return [marks[verdict], figure, before, after, change === undefined ? '' : share(change), range, String(pairs), verdict === 'inconclusive' ? reason : ''] // prettier-ignore
}

function share(change: number): string {
  const percent = change * 100
  return `${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %`
}

/** Advice on the base beside what it brought, a line each; nothing where there was none. */
export function renderGains(gains: readonly GainBrought[]): string {
  return gains.map((gain) => `      advice  ${gainText(gain)}\n`).join('')
}

function gainText({ cost, subject, metric, promised, gone, measured, interval }: GainBrought): string {
  const figure = sanitize(`${metric} of ${formatSubject(subject)}`)
  const range = interval === undefined ? '' : ` [${share(interval[0])}, ${share(interval[1])}]`
  const brought = measured === undefined ? 'not compared: no SLO looks at it' : `measured ${share(measured)}${range}`
  return `${cost} ${gone ? 'is gone' : 'is still there'}: ${figure}, promised ${share(promised)} at most, ${brought}`
}

import type { Change, Comparison, ComparisonResult } from '../../model/comparison.ts'
import { formatApart, formatQuantity } from '../../model/format-quantity.ts'
import { comparedFigure } from '../compared-figure.ts'
import type { Check, Column, Document, Row, Tone } from '../document.ts'
import { countOf } from '../measured-text.ts'
import { sanitizeFlat } from '../text/sanitize.ts'

const order: readonly Change[] = ['worse', 'inconclusive', 'better', 'same']
const labels: Readonly<Record<Change, string>> = { worse: '✗ worse', inconclusive: '~ undecided', better: '✓ better', same: '✓ same' } // prettier-ignore

/** Two revisions compared: base, head, change with its interval, the worst first. */
export function comparisonDocument(result: ComparisonResult): Document {
  const { base, head, compared, noData, finishedAt, exitCode } = result
  const ranked = compared.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const outcome = outcomeOf(result)
  return {
    kind: 'comparative',
    title: `${head} compared with ${base}`,
    outcome,
    state: stateOf(result),
    tone: tones[outcome],
    at: finishedAt,
    facts: [['base', base], ['head', head], ['exit code', String(exitCode)]], // prettier-ignore
    notes: noData.map((name) => `no data for ${name}: no figure that both of them measure`),
    sections: [{ id: 'comparisons', title: 'Figures', columns: columnsOf(base, head), rows: ranked.map(rowOf), most: 200 }],
    checks: checksOf(result),
  }
}

type ComparisonOutcome = 'worse' | 'no-data' | 'inconclusive' | 'not worse'

const tones: Readonly<Record<ComparisonOutcome, Tone>> = { worse: 'bad', 'no-data': 'unsure', inconclusive: 'unsure', 'not worse': 'good' } // prettier-ignore

function outcomeOf({ compared, noData }: ComparisonResult): ComparisonOutcome {
  if (compared.some(({ verdict }) => verdict === 'worse')) return 'worse'
  if (noData.length > 0 || compared.length === 0) return 'no-data'
  return compared.some(({ verdict, isBeside }) => verdict === 'inconclusive' && isBeside === undefined)
    ? 'inconclusive'
    : 'not worse'
}

function stateOf({ compared, noData, exitCode }: ComparisonResult): string {
  const counts = order.flatMap((verdict) => {
    const count = compared.filter((one) => one.verdict === verdict).length
    return count === 0 ? [] : [`${count} ${labels[verdict].slice(2)}`]
  })
  const lacking = noData.length === 0 ? [] : [`${noData.length} no data`]
  const all = [...counts, ...lacking].join(' | ')
  return `${all === '' ? 'nothing was compared' : `${all} (${countOf(compared.length, 'figure')})`}, exit ${exitCode}`
}

function columnsOf(base: string, head: string): Column[] {
  return [
    { key: 'label', title: 'verdict', for: 'people' },
    { key: 'status', title: 'status', for: 'machines' },
    { key: 'name', title: 'figure' },
    { key: 'base', title: base, align: 'right' },
    { key: 'head', title: head, align: 'right' },
    { key: 'unit', title: 'unit', for: 'machines' },
    { key: 'change', title: 'change', align: 'right' },
    { key: 'interval', title: 'interval', for: 'people' },
    { key: 'low', title: 'low', for: 'machines' },
    { key: 'high', title: 'high', for: 'machines' },
    { key: 'pairs', title: 'pairs', align: 'right' },
    { key: 'reason', title: 'why' },
  ]
}

function rowOf(one: Comparison): Row {
  const { unit, pairs, base, head, change, interval, verdict, reason } = one
  const [before, after] = base === head ? [formatQuantity(base, unit), formatQuantity(head, unit)] : formatApart(base, head, unit)
  return {
    label: labels[verdict],
    status: verdict,
    name: comparedFigure(one),
    base: { value: base, unit, text: before },
    head: { value: head, unit, text: after },
    unit,
    change: change === undefined ? undefined : { value: change, unit: 'ratio', text: share(change) },
    interval: interval === undefined ? undefined : `[${share(interval[0])}, ${share(interval[1])}]`,
    low: interval?.[0],
    high: interval?.[1],
    pairs,
    reason: sanitizeFlat(reason),
  }
}

/** `+3.1 %`. */
function share(change: number): string {
  const percent = change * 100
  return `${percent >= 0 ? '+' : ''}${percent.toFixed(1)} %`
}

function checksOf({ compared, noData }: ComparisonResult): Check[] {
  const figures = compared.map((one): Check => ({ name: comparedFigure(one), group: 'comparison', ...weights[one.verdict], message: messageOf(one) })) // prettier-ignore
  const lacking = noData.map((name): Check => ({ name, group: 'comparison', result: 'error', level: 'error', message: 'no data: no figure that both revisions measure' })) // prettier-ignore
  const all = [...figures, ...lacking]
  return all.length > 0 ? all : [{ name: 'all figures', group: 'comparison', result: 'skipped', level: 'warning', message: 'nothing was compared' }] // prettier-ignore
}

const weights: Readonly<Record<Change, Pick<Check, 'result' | 'level'>>> = {
  worse: { result: 'failed', level: 'error' },
  inconclusive: { result: 'skipped', level: 'warning' },
  better: { result: 'passed', level: 'none' },
  same: { result: 'passed', level: 'none' },
}

function messageOf({ base, head, unit, change, reason }: Comparison): string {
  const [before, after] = formatApart(base, head, unit)
  return sanitizeFlat(`${before} before, ${after} now${change === undefined ? '' : ` (${share(change)})`}: ${reason}`)
}
